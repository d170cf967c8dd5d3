import { Group, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/useFormat.ts'
import type { Path } from '../document/paths.ts'
import { daysOf, kindOf } from './deadlines.ts'
import { Labelled } from './TextField.tsx'
import { useField } from './useField.ts'

type DeadlineFieldProps = { path: Path; label: string; optional?: boolean }

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** When something ends: a day, or a number of days after the terms are proposed. */
export function DeadlineField({ path, label, optional = false }: DeadlineFieldProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { value, put, input, person } = useField(path)
  const text = value === undefined ? '' : String(value)
  const kind = kindOf(text)
  const isMoment = text.length > 10 && !Number.isNaN(Date.parse(text))
  const kinds = [
    ...(optional ? [{ value: 'none', label: t('draft.deadline.none') }] : []),
    { value: 'day', label: t('draft.deadline.day') },
    { value: 'days', label: t('draft.deadline.days') },
  ]
  const choose = (next: string) => put(next === 'none' ? undefined : next === 'day' ? inDays(30) : 'P30D')
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500} component="label" htmlFor={input.id}>
        <Labelled label={label} person={person} />
      </Text>
      <Group gap="xs" align="flex-start">
        <SegmentedControl
          size="xs"
          aria-label={t('draft.deadline.kind', { field: label })}
          value={kind === 'none' && !optional ? 'day' : kind}
          onChange={choose}
          readOnly={input.readOnly}
          data={kinds}
        />
        {kind === 'days' ? (
          <NumberInput
            {...input}
            aria-label={label}
            value={daysOf(text) ?? ''}
            onChange={next => put(`P${Math.max(0, Math.round(Number(next) || 0))}D`)}
            min={0}
            allowDecimal={false}
            w={150}
            suffix={` ${t('draft.deadline.unit')}`}
          />
        ) : kind === 'none' && optional ? null : (
          <TextInput
            {...input}
            aria-label={label}
            type="date"
            value={text.slice(0, 10)}
            onChange={event => put(event.currentTarget.value)}
            w={170}
          />
        )}
      </Group>
      {kind === 'day' && /^\d{4}-\d{2}-\d{2}/.test(text) && (
        <Text size="xs" c="dimmed">
          {isMoment
            ? t('draft.deadline.moment', { date: format.deadline(Date.parse(text) / 1000) })
            : t('draft.deadline.until', { date: format.day(text) })}
        </Text>
      )}
    </Stack>
  )
}
