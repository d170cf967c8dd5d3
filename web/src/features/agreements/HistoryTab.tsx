import type { AgreementEvent, AgreementView } from '@concordat/sdk/views.ts'
import { Text, Timeline } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isAddress } from 'viem'
import { Section } from '../../components/Section.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { useFormat } from '../../lib/useFormat.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'

/** Everything that happened to the agreement, newest first. */
export function HistoryTab({ agreement, readable }: { agreement: AgreementView; readable: ReadableTerms }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf } = useDirectory()
  const words = (event: AgreementEvent) => {
    const { args } = event
    const who = args.party ?? args.proposer ?? ''
    const clause = Number(args.clause ?? 0)
    return t(`history.${event.kind}`, {
      name: isAddress(who) ? nameOf(who) : who,
      month: args.month === undefined ? '' : format.month(Number(args.month)),
      reason: args.reason ?? '',
      clause: readable.text.clauses[clause]?.title ?? String(clause + 1),
      amount: args.paid === undefined ? '' : format.amount(args.paid, agreement.asset),
    })
  }
  return (
    <Section title={t('history.title')}>
      <Timeline bulletSize={14} lineWidth={2} active={agreement.events.length}>
        {agreement.events
          .toSorted((left, right) => right.block - left.block || (left.id < right.id ? 1 : -1))
          .map(event => (
            <Timeline.Item key={event.id} title={<Text size="sm">{words(event)}</Text>}>
              <Text size="xs" c="dimmed">
                {format.dateTime(event.timestamp)}
              </Text>
            </Timeline.Item>
          ))}
      </Timeline>
    </Section>
  )
}
