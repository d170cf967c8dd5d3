import { NumberInput, SimpleGrid, Stack, Switch } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { ContinuesField } from '../amending/ContinuesField.tsx'
import { useDraft } from '../document/DraftContext.tsx'
import type { DraftMonthly } from '../document/model.ts'
import { SelectField } from '../fields/SelectField.tsx'
import { SharesField } from '../fields/SharesField.tsx'
import { TextField } from '../fields/TextField.tsx'
import { useField } from '../fields/useField.ts'
import { ClauseFrame } from './ClauseFrame.tsx'

type MonthlyCardProps = { clause: DraftMonthly; place: number; sentences?: string[] | undefined }

/** A clause that is due every month: an amount, a price per metered unit, or both. */
export const MonthlyCard = memo(function MonthlyCard({ clause, place, sentences }: MonthlyCardProps) {
  const { t } = useTranslation()
  const { terms } = useDraft()
  const path = ['monthly', place]
  return (
    <ClauseFrame list="monthly" place={place} id={clause.id} name={clause.name} mark={place + 1} sentences={sentences}>
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        <TextField path={[...path, 'name']} label={t('draft.field.name')} />
        <TextField
          path={[...path, 'amount']}
          label={t('draft.field.amount', { currency: terms.currency ?? '' })}
          inputMode="decimal"
          optional
        />
        <TextField path={[...path, 'rate']} fallback="100%" label={t('draft.field.monthlyRate')} inputMode="decimal" />
        <SelectField
          path={[...path, 'unmet']}
          label={t('draft.field.unmet')}
          data={[
            { value: 'carried', label: t('draft.field.carried') },
            { value: 'dropped', label: t('draft.field.dropped') },
          ]}
        />
      </SimpleGrid>
      <PriceFields path={[...path, 'price']} />
      <SharesField path={[...path, 'shares']} label={t('draft.field.shares')} />
      <ContinuesField list="monthly" path={path} />
    </ClauseFrame>
  )
})

function PriceFields({ path }: { path: (string | number)[] }) {
  const { t } = useTranslation()
  const { terms } = useDraft()
  const { value, put, input } = useField(path)
  const decimals = useField([...path, 'decimals'])
  const priced = value !== undefined
  const first = { amount: '0.10', meter: 'energy', unit: 'kWh', decimals: 3, default: '0' }
  return (
    <Stack gap="md">
      <Switch
        id={input.id}
        label={t('draft.field.price')}
        description={t('draft.field.priceHelp')}
        checked={priced}
        disabled={input.readOnly}
        onChange={event => put(event.currentTarget.checked ? first : undefined)}
      />
      {priced && (
        <SimpleGrid cols={{ base: 2, md: 5 }}>
          <TextField
            path={[...path, 'amount']}
            label={t('draft.field.priceAmount', { currency: terms.currency ?? '' })}
            inputMode="decimal"
          />
          <TextField path={[...path, 'meter']} label={t('draft.field.meter')} />
          <TextField path={[...path, 'unit']} label={t('draft.field.unit')} />
          <NumberInput
            {...decimals.input}
            label={t('draft.field.decimals')}
            value={Number(decimals.value ?? 3)}
            onChange={next => decimals.put(Math.min(9, Math.max(0, Math.round(Number(next) || 0))))}
            min={0}
            max={9}
          />
          <TextField path={[...path, 'default']} fallback="0" label={t('draft.field.default')} inputMode="decimal" />
        </SimpleGrid>
      )}
    </Stack>
  )
}
