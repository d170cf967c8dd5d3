import { describeGap, outside } from '@concordat/sdk/proof/gapSentences.ts'
import { plainLine } from '@concordat/sdk/proof/text.ts'
import type { Gap } from '@concordat/sdk/proof/verifyBundle.ts'
import { List } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../../components/Section.tsx'
import { useFormat } from '../../lib/useFormat.ts'
import type { Shown } from './check/messages.ts'
import { unitOf } from './unit.ts'

type OpenSectionProps = { proven: NonNullable<Shown['proven']>; gaps: Gap[] }

/** What the file does not prove: of this agreement, and of any. */
export function OpenSection({ proven, gaps }: OpenSectionProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const language = i18n.language === 'zh' ? 'zh' : 'en'
  const writeAmount = (amount: bigint) => format.amount(amount, unitOf(proven))
  const open = [...new Set(gaps.map(gap => plainLine(describeGap(gap, language, writeAmount), 1_000)))]
  return (
    <Section title={t('proof.notProven')} lead={t('proof.notProvenLead')}>
      <List spacing="xs" aria-label={t('proof.notProven')} style={{ overflowWrap: 'anywhere' }}>
        {[...open, ...outside[language]].map(sentence => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Section>
  )
}
