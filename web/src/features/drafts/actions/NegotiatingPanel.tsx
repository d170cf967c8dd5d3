import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChecks, IconDoorExit, IconHandStop, IconSend } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { useInForce } from '../amending/useInForce.ts'
import type { Check } from '../check/useProblems.ts'
import { useDraft } from '../document/DraftContext.tsx'
import type { Preview } from '../document/usePreview.ts'
import { emptySeat, objectTo, withdrawConfirmation, withdrawDraft } from '../queries.ts'
import { useKept } from '../transfer/useKept.ts'
import { Confirmations } from './Confirmations.tsx'
import { ConfirmModal } from './ConfirmModal.tsx'
import { ReasonModal } from './ReasonModal.tsx'
import { useDraftAction } from './useDraftAction.ts'

type NegotiatingPanelProps = { view: DraftView; check: Check; preview: Preview; onPropose: () => void }

/** Confirm, take a confirmation back, object, withdraw, and propose once everybody has confirmed. */
export function NegotiatingPanel({ view, check, preview, onPropose }: NegotiatingPanelProps) {
  const { t } = useTranslation()
  const { account } = useDraft()
  const [confirming, confirm] = useDisclosure()
  const [objecting, object] = useDisclosure()
  const [ending, end] = useDisclosure()
  const navigate = useNavigate()
  const isDrafter = isAddressEqual(view.drafter, account)
  const { amends, inForce } = useInForce(account)
  // Readers of the chain take notice of a change only where a party in force announces it.
  const mayPropose = amends === null || inForce
  const kind = isDrafter ? 'withdraw' : 'leave'
  const leaving = { title: t('amending.leave'), lead: t('amending.leaveLead'), action: t('amending.leave') }
  const endWords =
    kind === 'leave' && inForce
      ? leaving
      : { title: t(`draft.act.${kind}Title`), lead: t(`draft.act.${kind}Lead`), action: t(`draft.act.${kind}`) }
  const gone = view.seats.some(seat => seat.leaves && seat.account && isAddressEqual(seat.account, account))
  const unconfirm = useDraftAction<void>(view.id, () => withdrawConfirmation(view.id))
  const complete = check.problems.length === 0
  const kept = useKept(view)
  const confirmed = view.confirmations.some(each => isAddressEqual(each.account, account))
  const all = view.seats.every(seat => view.confirmations.some(each => each.account === seat.account))
  const ready = complete && check.upToDate && all
  const untouched = check.problems.every(({ code }) => code === 'NothingChanged')
  return (
    <Stack gap="md">
      <div>
        <Title order={2}>{t(ready ? 'draft.act.ready' : confirmed ? 'draft.act.confirmed' : 'draft.act.title')}</Title>
        <Text size="sm" c="dimmed">
          {t(
            ready
              ? mayPropose
                ? 'draft.act.readyText'
                : 'amending.outsider'
              : confirmed
                ? 'draft.act.confirmedText'
                : complete
                  ? 'draft.act.text'
                  : untouched
                    ? 'amending.noneText'
                    : 'draft.act.incomplete',
          )}
        </Text>
      </div>
      <Confirmations view={view} />
      <Group gap="sm">
        {ready && mayPropose && (
          <Button leftSection={<IconSend size={18} aria-hidden />} onClick={onPropose}>
            {t('draft.act.propose')}
          </Button>
        )}
        {confirmed ? (
          <Button variant="default" loading={unconfirm.isPending} onClick={() => unconfirm.mutate()}>
            {t('draft.act.unconfirm')}
          </Button>
        ) : (
          <Button
            leftSection={<IconChecks size={18} aria-hidden />}
            disabled={!complete || !check.upToDate || kept !== null}
            onClick={confirm.open}
          >
            {t('draft.act.confirm')}
          </Button>
        )}
        <Button variant="default" leftSection={<IconHandStop size={18} aria-hidden />} onClick={object.open}>
          {t('draft.act.object')}
        </Button>
        {(isDrafter || !gone) && (
          <Button variant="subtle" color="red" leftSection={<IconDoorExit size={18} aria-hidden />} onClick={end.open}>
            {endWords.action}
          </Button>
        )}
      </Group>
      {unconfirm.isError && <ErrorState error={unconfirm.error} />}
      <ConfirmModal view={view} preview={preview} opened={confirming} onClose={confirm.close} />
      <ReasonModal
        id={view.id}
        words={{ title: t('draft.act.objectTitle'), lead: t('draft.act.objectLead'), action: t('draft.act.object') }}
        run={text => objectTo(view.id, text)}
        opened={objecting}
        onClose={object.close}
      />
      <ReasonModal
        id={view.id}
        words={endWords}
        ends
        run={text => (isDrafter ? withdrawDraft(view.id, text) : emptySeat(view.id, view.you, text))}
        opened={ending}
        onClose={end.close}
        onDone={() => !isDrafter && !inForce && navigate({ to: '/drafts' })}
      />
    </Stack>
  )
}
