import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { Group, Progress, Stack, Text } from '@mantine/core'
import { type ClauseText, receiverName, type Words } from '../lib/clauses/words.ts'
import { partyColor } from '../lib/palette.ts'

type ShareBarProps = { clause: ClauseText; words: Words; terms: Agreement }

/** How a clause's money is divided, in the parties' colours. */
export function ShareBar({ clause, words, terms }: ShareBarProps) {
  return (
    <Stack gap={6} maw={520}>
      <Progress.Root size={10} aria-hidden>
        {clause.shares.map(share => (
          <Progress.Section
            key={share.party}
            value={(100 * share.weight) / clause.total}
            color={partyColor(share.party)}
          />
        ))}
      </Progress.Root>
      <Group gap="md">
        {clause.shares.map(share => (
          <Group key={share.party} gap={6} wrap="nowrap">
            <span
              aria-hidden
              style={{ width: 10, height: 10, borderRadius: 5, background: partyColor(share.party), flex: 'none' }}
            />
            <Text size="sm">
              {receiverName(share.party, terms, words)}{' '}
              <Text span c="dimmed">
                {words.format.weight(share.weight, clause.total)}
              </Text>
            </Text>
          </Group>
        ))}
      </Group>
    </Stack>
  )
}
