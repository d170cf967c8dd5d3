import { Badge, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ClauseWords } from '../../../components/ClauseWords.tsx'
import { ShareBar } from '../../../components/ShareBar.tsx'
import type { ClauseChange } from '../../../lib/clauses/compareClauses.ts'
import type { ClauseText } from '../../../lib/clauses/words.ts'
import type { ReadableTerms } from '../../../lib/useTerms.ts'
import { BeforeAfter } from './BeforeAfter.tsx'

const colors = { kept: 'gray', changed: 'yellow', added: 'green', removed: 'red' } as const

type ChangedClauseProps = { change: ClauseChange; before: ReadableTerms; after: ReadableTerms }

/** One clause before and after an amendment. */
export function ChangedClause({ change, before, after }: ChangedClauseProps) {
  const { t } = useTranslation()
  const number = (change.after ?? change.before)?.index ?? 0
  return (
    <BeforeAfter
      title={t('line.clause', { number: number + 1 })}
      badge={<Badge color={colors[change.kind]}>{t(`amendment.kind.${change.kind}`)}</Badge>}
      before={change.before && <Words clause={change.before} readable={before} />}
      after={change.after && <Words clause={change.after} readable={after} />}
      notes={change.notes.map(note => t(`amendment.note.${note}`, { number: (change.before?.index ?? 0) + 1 }))}
    />
  )
}

function Words({ clause, readable }: { clause: ClauseText; readable: ReadableTerms }) {
  return (
    <Stack gap="xs">
      <ClauseWords clause={clause} />
      <ShareBar clause={clause} words={readable.words} terms={readable.terms} />
    </Stack>
  )
}
