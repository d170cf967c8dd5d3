import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowRight, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ApiError } from '../../../lib/api.ts'
import { agreementQuery } from '../../../lib/reads.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { useDraft } from '../document/DraftContext.tsx'
import type { Preview } from '../document/usePreview.ts'
import { ProposeModal } from './ProposeModal.tsx'

/** What has become of a draft, and where it goes on. */
export function AfterPanel({ view, preview }: { view: DraftView; preview: Preview }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { personOf } = useDraft()
  if (view.withdrawn) {
    const { account, at, reason } = view.withdrawn
    return (
      <div role="status">
        <Title order={2}>{t('draft.act.withdrawn', { name: personOf(account).name, date: format.dateTime(at) })}</Title>
        <Text mt={4}>{reason}</Text>
      </div>
    )
  }
  return (
    <Stack gap="sm" role="status">
      <div>
        <Title order={2}>{t(view.state === 'effective' ? 'draft.act.effective' : 'draft.act.proposed')}</Title>
        <Text size="sm" c="dimmed">
          {t(view.state === 'effective' ? 'draft.act.effectiveText' : 'draft.act.proposedText')}
        </Text>
      </div>
      {view.proposed && <Onwards view={view} root={view.proposed} preview={preview} />}
    </Stack>
  )
}

type OnwardsProps = { view: DraftView; root: Hex; preview: Preview }

/** The way to the agreement; where the chain never heard of it, to proposing it again. */
function Onwards({ view, root, preview }: OnwardsProps) {
  const { t } = useTranslation()
  const [proposing, propose] = useDisclosure()
  const agreement = useQuery({ ...agreementQuery(root), refetchInterval: query => (query.state.data ? false : 4000) })
  const unknown = agreement.error instanceof ApiError && agreement.error.status === 404
  return (
    <>
      <Group>
        {unknown ? (
          <Button leftSection={<IconSend size={18} aria-hidden />} onClick={propose.open}>
            {t('draft.act.propose')}
          </Button>
        ) : (
          <Button
            rightSection={<IconArrowRight size={18} aria-hidden />}
            renderRoot={props => <Link to="/agreements/$root" params={{ root }} {...props} />}
          >
            {t('draft.act.toAgreement')}
          </Button>
        )}
      </Group>
      <ProposeModal view={view} preview={preview} opened={proposing} onClose={propose.close} />
    </>
  )
}
