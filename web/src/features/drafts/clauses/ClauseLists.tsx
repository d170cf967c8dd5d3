import { Button, Stack, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../document/DraftContext.tsx'
import { insertItem } from '../document/lists.ts'
import type { DraftClause, DraftMonthly } from '../document/model.ts'
import { fieldId, goOnAt } from '../document/paths.ts'
import type { Preview } from '../document/usePreview.ts'
import { CumulativeCard } from './CumulativeCard.tsx'
import { freshName } from './freshName.ts'
import { MonthlyCard } from './MonthlyCard.tsx'

/** What is due every month, before anything is shared. */
export const MonthlyClauses = memo(function MonthlyClauses({ preview }: { preview: Preview }) {
  const { t } = useTranslation()
  const { terms, room } = useDraft()
  const add = () => {
    const name = freshName(t('draft.newMonthly'), [...terms.monthly, ...terms.clauses])
    const clause: DraftMonthly = {
      id: crypto.randomUUID(),
      name,
      amount: '0',
      rate: '100%',
      unmet: 'carried',
      shares: {},
    }
    insertItem(room.doc, 'monthly', clause)
    goOnAt(`monthly[${terms.monthly.length}]`)
  }
  return (
    <ClauseList
      name="monthly"
      title={t('terms.monthly')}
      lead={t('terms.monthlyLead')}
      add={t('draft.addMonthly')}
      onAdd={add}
    >
      {terms.monthly.map((clause, place) => (
        <MonthlyCard key={clause.id} clause={clause} place={place} sentences={preview.clauses[place]?.sentences} />
      ))}
    </ClauseList>
  )
})

/** How all revenue is shared, clause after clause. */
export const CumulativeClauses = memo(function CumulativeClauses({ preview }: { preview: Preview }) {
  const { t } = useTranslation()
  const { terms, room } = useDraft()
  const senior = terms.monthly.length
  const add = () => {
    const name = freshName(t('draft.newClause'), [...terms.monthly, ...terms.clauses])
    const clause: DraftClause = { id: crypto.randomUUID(), name, rate: '100%', limit: '1000', shares: {} }
    // The last clause takes what is left, so a new one stands before it.
    const place = Math.max(0, terms.clauses.length - 1)
    insertItem(room.doc, 'clauses', clause, place)
    goOnAt(`clauses[${place}]`)
  }
  return (
    <ClauseList
      name="clauses"
      title={t('terms.cumulative')}
      lead={senior > 0 ? t('terms.cumulativeAfter') : t('terms.cumulativeLead')}
      add={t('draft.addClause')}
      onAdd={add}
    >
      {terms.clauses.map((clause, place) => (
        <CumulativeCard
          key={clause.id}
          clause={clause}
          place={place}
          number={senior + place + 1}
          sentences={preview.clauses[senior + place]?.sentences}
        />
      ))}
    </ClauseList>
  )
})

type ClauseListProps = {
  name: string
  title: string
  lead: string
  add: string
  onAdd: () => void
  children: ReactNode
}

function ClauseList({ name, title, lead, add, onAdd, children }: ClauseListProps) {
  const { readOnly } = useDraft()
  return (
    <Stack component="section" gap="md" aria-label={title} id={fieldId(name)} tabIndex={-1}>
      <div>
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed" mt={4} maw={680}>
          {lead}
        </Text>
      </div>
      {children}
      {!readOnly && (
        <Button
          variant="default"
          leftSection={<IconPlus size={17} aria-hidden />}
          onClick={onAdd}
          style={{ alignSelf: 'flex-start' }}
        >
          {add}
        </Button>
      )}
    </Stack>
  )
}
