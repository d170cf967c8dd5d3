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
    // What happened to another version than the first is told of as an amendment.
    const isAmendment = args.digest !== undefined && args.digest !== agreement.root
    const key = isAmendment && isOfTerms(event.kind) ? (`history.amendment.${event.kind}` as const) : null
    return t(key ?? `history.${event.kind}`, {
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

const ofTerms = ['proposed', 'signed', 'declined', 'concluded'] as const
const isOfTerms = (kind: AgreementEvent['kind']): kind is (typeof ofTerms)[number] =>
  ofTerms.some(each => each === kind)
