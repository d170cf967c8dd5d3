import { SimpleGrid, Stack, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DaysField } from '../fields/DaysField.tsx'
import { SelectField } from '../fields/SelectField.tsx'
import { TextField } from '../fields/TextField.tsx'
import { useField } from '../fields/useField.ts'

const hours = [...Array(27).keys()].map(index => index - 12)
const timezones = hours.map(hour => `${hour < 0 ? '-' : '+'}${String(Math.abs(hour)).padStart(2, '0')}:00`)
const thisMonth = () => new Date().toISOString().slice(0, 7)

/** The accounting period: from which month on, in which time zone, and when a month may be closed without a reading. */
export function PeriodFields() {
  const { t } = useTranslation()
  const { value, put, input } = useField(['period'])
  const monthly = value !== undefined
  return (
    <Stack gap="md">
      <Switch
        id={input.id}
        label={t('draft.field.period')}
        description={t('draft.field.periodHelp')}
        checked={monthly}
        disabled={input.readOnly}
        onChange={event =>
          put(
            event.currentTarget.checked
              ? { timezone: '+08:00', firstMonth: thisMonth(), closeAfter: 'P15D' }
              : undefined,
          )
        }
      />
      {monthly && (
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextField path={['period', 'firstMonth']} label={t('draft.field.firstMonth')} type="month" />
          <SelectField
            path={['period', 'timezone']}
            label={t('draft.field.timezone')}
            data={[...new Set([...timezones, '+05:30', '+09:30'])].map(zone => ({ value: zone, label: `UTC${zone}` }))}
            searchable
          />
          <DaysField path={['period', 'closeAfter']} label={t('draft.field.closeAfter')} />
        </SimpleGrid>
      )}
    </Stack>
  )
}
