import type { WaitingView } from '@concordat/sdk/drafts/views.ts'
import { Group, Text } from '@mantine/core'
import { IconHourglassHigh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../lib/useFormat.ts'

type HoldingUpProps = { waitingFor: WaitingView[]; you: string }

/** Who is holding something up, and with what: whoever reads it first. */
export function HoldingUp({ waitingFor, you }: HoldingUpProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  if (waitingFor.length === 0) return null
  const kinds = [...new Set(waitingFor.map(each => each.for))]
  const sentences = kinds.flatMap(kind => {
    const parties = waitingFor.filter(each => each.for === kind).map(({ party }) => party)
    const others = parties.filter(party => party !== you)
    return [
      ...(parties.includes(you) ? [t(`drafts.waiting.you.${kind}`)] : []),
      ...(others.length > 0
        ? [t(`drafts.waiting.others.${kind}`, { names: format.list(others), count: others.length })]
        : []),
    ]
  })
  const mine = waitingFor.some(({ party }) => party === you)
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" role="status" c={mine ? 'var(--attention)' : 'dimmed'}>
      <IconHourglassHigh size={17} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
      <Text size="sm" fw={mine ? 600 : 400}>
        {sentences.join(i18n.language === 'zh' ? '' : ' ')}
      </Text>
    </Group>
  )
}
