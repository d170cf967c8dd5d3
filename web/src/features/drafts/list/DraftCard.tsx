import type { DraftSummary } from '@concordat/sdk/drafts/views.ts'
import { Avatar, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { HoldingUp } from '../../../components/HoldingUp.tsx'
import { inkOn, partyColor } from '../../../lib/palette.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { DraftBadge } from './DraftBadge.tsx'

/** A draft in a list. */
export function DraftCard({ draft }: { draft: DraftSummary }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Paper
      className="tile-link"
      p="lg"
      renderRoot={props => <Link to="/drafts/$id" params={{ id: draft.id }} {...props} />}
    >
      <Stack gap="sm" h="100%" justify="space-between">
        <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
          <div style={{ minWidth: 0 }}>
            <Title order={3}>{draft.title}</Title>
            <Text size="sm" c="dimmed">
              {t('drafts.youAre', { party: draft.you })} ·{' '}
              {t('drafts.changedAt', { date: format.dateTime(draft.changedAt) })}
            </Text>
          </div>
          <DraftBadge state={draft.state} />
        </Group>
        <HoldingUp waitingFor={draft.waitingFor} you={draft.you} />
        <Avatar.Group aria-label={t('draft.parties')}>
          {draft.parties.map(({ party, account }, index) => (
            <Avatar
              key={party}
              size={30}
              name={party}
              title={account ? party : t('drafts.emptySeat', { party })}
              styles={{
                placeholder: account
                  ? { background: partyColor(index), color: inkOn(partyColor(index)) }
                  : { background: 'transparent', border: `2px dashed ${partyColor(index)}` },
              }}
            />
          ))}
        </Avatar.Group>
      </Stack>
    </Paper>
  )
}
