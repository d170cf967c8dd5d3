import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Path } from '../document/paths.ts'
import { daysOf } from './deadlines.ts'
import { fieldOrder } from './fieldOrder.ts'
import { Labelled } from './TextField.tsx'
import { useField } from './useField.ts'

type DaysFieldProps = { path: Path; label: string; description?: string }

/** A length of time in days. */
export function DaysField({ path, label, description }: DaysFieldProps) {
  const { t } = useTranslation()
  const { value, put, input, person } = useField(path)
  return (
    <NumberInput
      {...input}
      inputWrapperOrder={fieldOrder}
      label={<Labelled label={label} person={person} />}
      description={description}
      value={daysOf(String(value ?? 'P0D')) ?? ''}
      onChange={next => put(`P${Math.max(0, Math.round(Number(next) || 0))}D`)}
      min={0}
      allowDecimal={false}
      suffix={` ${t('draft.deadline.unit')}`}
    />
  )
}
