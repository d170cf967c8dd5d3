import type { DraftView, SeatView } from '@concordat/sdk/drafts/views.ts'
import { Badge, Box, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserMinus, IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { HexText } from '../../../components/HexText.tsx'
import { PartyName } from '../../../components/PartyName.tsx'
import { partyColor } from '../../../lib/palette.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { useRoleName } from '../../../lib/useRoleName.ts'
import { ReasonModal } from '../actions/ReasonModal.tsx'
import { useDraftAction } from '../actions/useDraftAction.ts'
import { useInForce } from '../amending/useInForce.ts'
import { useDraft } from '../document/DraftContext.tsx'
import { fieldId } from '../document/paths.ts'
import { emptySeat } from '../queries.ts'
import { TrackRecordLine } from './TrackRecordLine.tsx'

type SeatRowProps = { view: DraftView; seat: SeatView; place: number; onInvite: () => void }

/** One seat: whose it is, since when, and what it still owes the draft. */
export function SeatRow({ view, seat, place, onInvite }: SeatRowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const roleName = useRoleName()
  const { account, readOnly } = useDraft()
  const takeBack = useDraftAction<void>(view.id, () => emptySeat(view.id, seat.id))
  const [removing, remove] = useDisclosure()
  const { inForce } = useInForce(seat.account)
  const mine = seat.account !== null && isAddressEqual(seat.account, account)
  const isHeld = seat.account !== null || seat.invitedAt !== null
  const mayRemove = isAddressEqual(view.drafter, account) && !mine && !seat.leaves && isHeld
  const waits = view.waitingFor.filter(each => each.party === seat.party && each.account === seat.account)
  const { party } = seat
  return (
    <Paper p="md" component="li" id={fieldId(`parties[${place}].account`)} tabIndex={-1}>
      <Group justify="space-between" gap="sm">
        <Stack gap={4} style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Box aria-hidden w={10} h={10} style={{ borderRadius: 5, background: partyColor(place) }} />
            <Text fw={600}>{seat.party}</Text>
            <Text size="sm" c="dimmed">
              {roleName(seat.role)}
              {mine && ` · ${t('names.you')}`}
            </Text>
            {seat.leaves && <Badge color="gray">{t('amending.leaves')}</Badge>}
            {seat.online && <Badge color="green">{t('draft.people.online')}</Badge>}
          </Group>
          {seat.account ? (
            <Group gap="xs">
              <PartyName account={seat.account} />
              <HexText value={seat.account} label={t('draft.field.account')} />
            </Group>
          ) : (
            <Text size="sm" c="dimmed">
              {seat.invitedAt
                ? t('draft.people.invited', { date: format.dateTime(seat.invitedAt) })
                : t('draft.people.empty')}
            </Text>
          )}
          {seat.account && <TrackRecordLine account={seat.account} />}
          <Group gap="xs">
            {waits.map(({ for: what }) => (
              <Badge key={what} color="orange">
                {t(`drafts.waits.${what}`)}
              </Badge>
            ))}
            {seat.confirmedAt !== null && (
              <Badge color="green">{t('draft.people.confirmed', { date: format.dateTime(seat.confirmedAt) })}</Badge>
            )}
          </Group>
        </Stack>
        {!readOnly && (
          <Group gap="xs">
            {seat.account === null && (
              <Button
                size="sm"
                leftSection={<IconUserPlus size={17} aria-hidden />}
                onClick={onInvite}
                aria-label={t('draft.people.inviteParty', { party: seat.party })}
              >
                {t('draft.people.invite')}
              </Button>
            )}
            {mayRemove && (
              <Button
                size="sm"
                variant="default"
                leftSection={<IconUserMinus size={17} aria-hidden />}
                loading={takeBack.isPending}
                onClick={() => (seat.account === null ? takeBack.mutate() : remove.open())}
                aria-label={t(seat.account === null ? 'draft.people.takeBackParty' : 'draft.people.removeParty', {
                  party: seat.party,
                })}
              >
                {seat.account === null ? t('draft.people.takeBack') : t('draft.people.remove')}
              </Button>
            )}
          </Group>
        )}
      </Group>
      {takeBack.isError && <ErrorState error={takeBack.error} />}
      <ReasonModal
        id={view.id}
        words={{
          title: t('ending.removeTitle', { party }),
          lead: inForce ? t('amending.removeLead', { party }) : t('ending.removeLead'),
          action: t('ending.remove'),
        }}
        ends
        run={reason => emptySeat(view.id, seat.id, reason)}
        opened={removing}
        onClose={remove.close}
      />
    </Paper>
  )
}
