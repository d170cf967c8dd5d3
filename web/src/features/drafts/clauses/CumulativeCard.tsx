import { SimpleGrid, Stack, Switch } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { ContinuesField } from '../amending/ContinuesField.tsx'
import { useDraft } from '../document/DraftContext.tsx'
import type { DraftClause } from '../document/model.ts'
import { DeadlineField } from '../fields/DeadlineField.tsx'
import { SharesField } from '../fields/SharesField.tsx'
import { TextField } from '../fields/TextField.tsx'
import { useField } from '../fields/useField.ts'
import { ClauseFrame } from './ClauseFrame.tsx'

type CumulativeCardProps = { clause: DraftClause; place: number; number: number; sentences?: string[] | undefined }

/** A clause over all revenue: what part it takes, up to what limit, for whom, and what it waits for. */
export const CumulativeCard = memo(function CumulativeCard({ clause, place, number, sentences }: CumulativeCardProps) {
  const { t } = useTranslation()
  const { terms } = useDraft()
  const path = ['clauses', place]
  return (
    <ClauseFrame list="clauses" place={place} id={clause.id} name={clause.name} mark={number} sentences={sentences}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextField path={[...path, 'name']} label={t('draft.field.name')} />
        <TextField
          path={[...path, 'rate']}
          fallback="100%"
          label={t('draft.field.rate')}
          description={t('draft.field.rateHelp')}
          inputMode="decimal"
        />
        <TextField
          path={[...path, 'limit']}
          label={t('draft.field.limit')}
          description={t('draft.field.limitHelp', { currency: terms.currency ?? '' })}
          placeholder={t('draft.field.noLimit')}
          inputMode="decimal"
          optional
        />
      </SimpleGrid>
      <SharesField path={[...path, 'shares']} label={t('draft.field.shares')} />
      <LockFields path={[...path, 'lock']} />
      <ContinuesField list="clauses" path={path} />
    </ClauseFrame>
  )
})

function LockFields({ path }: { path: (string | number)[] }) {
  const { t } = useTranslation()
  const { value, put, input } = useField(path)
  const locked = value !== undefined
  return (
    <Stack gap="md">
      <Switch
        id={input.id}
        label={t('draft.field.lock')}
        description={t('draft.field.lockHelp')}
        checked={locked}
        disabled={input.readOnly}
        onChange={event =>
          put(event.currentTarget.checked ? { milestone: 'accepted', by: 'P180D', otherwise: {} } : undefined)
        }
      />
      {locked && (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextField
              path={[...path, 'milestone']}
              label={t('draft.field.milestone')}
              description={t('draft.field.milestoneHelp')}
            />
            <DeadlineField path={[...path, 'by']} label={t('draft.field.lockBy')} />
          </SimpleGrid>
          <SharesField path={[...path, 'otherwise']} label={t('draft.field.otherwise')} />
        </>
      )}
    </Stack>
  )
}
