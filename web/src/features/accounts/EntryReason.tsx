import type { EntryView } from '@concordat/sdk/views.ts'
import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Hex, zeroAddress } from 'viem'
import { FactButton } from '../../components/FactButton.tsx'
import { LineReason } from '../../components/LineReason.tsx'
import { PartyName } from '../../components/PartyName.tsx'
import type { Unit } from '../../lib/format.ts'
import { useFormat } from '../../lib/useFormat.ts'

type EntryReasonProps = { entry: EntryView; unit: Unit; titleOf: (root: Hex | null, clause: number) => string | null }

/** What a line of the statement is: kind, other side, clause and tier, fact. */
export function EntryReason({ entry, unit, titleOf }: EntryReasonProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { agreement } = entry
  const kind = t(`entry.kind.${entry.kind}`)
  return (
    <Stack gap={2} align="flex-start" ta="left">
      <Text component="div" size="sm">
        <Text span fw={600} size="sm">
          {kind}
        </Text>{' '}
        {entry.counterparty !== zeroAddress && <PartyName account={entry.counterparty} />}
      </Text>
      {entry.lines.map(line => (
        <LineReason
          title={titleOf(agreement, line.clause)}
          key={`${line.clause}-${line.month}`}
          line={line}
          unit={unit}
          single={entry.lines.length === 1}
        />
      ))}
      {(agreement || entry.fact) && (
        <Group gap="sm">
          {agreement && (
            <Anchor
              size="sm"
              renderRoot={props => (
                <Link to="/agreements/$root" params={{ root: agreement }} search={{ tab: 'terms' }} {...props} />
              )}
            >
              {t('account.toTerms')}
            </Anchor>
          )}
          {entry.fact && <FactButton digest={entry.fact} about={`${kind}, ${format.dateTime(entry.timestamp)}`} />}
        </Group>
      )}
    </Stack>
  )
}
