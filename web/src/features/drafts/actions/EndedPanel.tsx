import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { useFormat } from '../../../lib/useFormat.ts'
import { useBegin } from '../amending/useBegin.ts'
import { useDraft } from '../document/DraftContext.tsx'
import { amendAgreement, restartDraft } from '../queries.ts'

/** Why a draft came to nothing, and the way to go on with its text. */
export function EndedPanel({ view }: { view: DraftView }) {
  const { t } = useTranslation()
  const begin = useBegin(language => restartDraft(view.id, language))
  const { title, text, reason } = useEnd(view)
  const { amends } = view
  const canRestart = amends?.standing !== 'ended'
  return (
    <Stack gap="sm" role="status">
      <div>
        <Title order={2}>{title}</Title>
        {text && (
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        )}
        {reason && (
          <Text mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {reason}
          </Text>
        )}
      </div>
      {canRestart && (
        <Text size="sm" c="dimmed" maw={680}>
          {t('ending.againText')}
        </Text>
      )}
      {begin.error !== null && <ErrorState error={begin.error} />}
      <Group gap="sm">
        {canRestart && (
          <Button leftSection={<IconRefresh size={18} aria-hidden />} loading={begin.pending} onClick={begin.run}>
            {t('ending.again')}
          </Button>
        )}
        {amends?.standing === 'overtaken' && <AmendAgain root={amends.root} />}
      </Group>
    </Stack>
  )
}

/** The other way to go on: with the terms that are in force now. */
function AmendAgain({ root }: { root: Hex }) {
  const { t } = useTranslation()
  const begin = useBegin(language => amendAgreement(root, language))
  return (
    <>
      <Button variant="default" loading={begin.pending} onClick={begin.run}>
        {t('amending.again')}
      </Button>
      {begin.error !== null && <ErrorState error={begin.error} />}
    </>
  )
}

function useEnd({ withdrawn, ended, proposal }: DraftView): { title: string; text: string | null; reason?: string } {
  const { t } = useTranslation()
  const format = useFormat()
  const { personOf } = useDraft()
  if (withdrawn) {
    const { account, at, reason } = withdrawn
    const name = personOf(account).name
    return { title: t('draft.act.withdrawn', { name, date: format.dateTime(at) }), text: null, reason }
  }
  if (ended?.kind === 'declined') {
    const name = ended.account ? personOf(ended.account).name : ''
    const text = ended.at ? t('ending.declinedAt', { date: format.dateTime(ended.at) }) : null
    return { title: t('ending.declined', { name }), text, reason: ended.reason }
  }
  const kind = ended?.kind ?? 'expired'
  const date = proposal ? format.deadline(decodeTerms(proposal.terms).rules.signBy) : ''
  return { title: t(`ending.${kind}`), text: t(`ending.${kind}Text`, { date }) }
}
