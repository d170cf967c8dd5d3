import { monthStart } from '@concordat/sdk/splits/months.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { List, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Changes } from '../../../lib/clauses/compareTerms.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import type { ReadableTerms } from '../../../lib/useTerms.ts'
import { nowSeconds } from '../../../lib/waiting.ts'
import { BeforeAfter } from './BeforeAfter.tsx'
import { ChangedClause } from './ChangedClause.tsx'

type ChangeListProps = { changes: Changes; before: ReadableTerms; after: ReadableTerms; agreement: AgreementView }

/** What a new version changes, in words: before beside after. */
export function ChangeList({ changes, before, after, agreement }: ChangeListProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { joined, left, dropped, added, unsaid, clauses, kept } = changes
  const names = ({ words }: ReadableTerms, places: number[]) => format.list(places.map(words.partyName))
  const { openMonth } = agreement
  const { utcOffsetMinutes } = before.terms.rules.period
  const isRunning = openMonth !== null && openMonth > 0 && monthStart(openMonth, utcOffsetMinutes) <= nowSeconds()
  const notes = [
    joined.length > 0 ? t('amendment.joined', { names: names(after, joined) }) : null,
    left.length > 0 ? t('amendment.left', { names: names(before, left) }) : null,
    ...unsaid.map(each => t(`amendment.unsaid.${each}`)),
    isRunning ? t('amendment.closesMonth', { month: format.month(openMonth) }) : null,
    kept > 0 ? t('amendment.kept', { count: kept }) : null,
    t('amendment.money'),
  ].filter(note => note !== null)
  return (
    <Stack gap="sm">
      <Title order={3}>{t('amendment.changes')}</Title>
      {notes.length > 0 && (
        <List spacing={4}>
          {notes.map(note => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
      {dropped.length + added.length > 0 && (
        <BeforeAfter
          title={t('terms.general')}
          before={dropped.length > 0 ? <Sentences sentences={dropped} /> : null}
          after={added.length > 0 ? <Sentences sentences={added} /> : null}
        />
      )}
      {clauses.map(change => (
        <ChangedClause
          key={`${change.before?.index ?? ''}-${change.after?.index ?? ''}`}
          change={change}
          before={before}
          after={after}
        />
      ))}
    </Stack>
  )
}

function Sentences({ sentences }: { sentences: string[] }) {
  return sentences.map(sentence => (
    <Text key={sentence} size="sm" component="p" m={0} lh={1.7}>
      {sentence}
    </Text>
  ))
}
