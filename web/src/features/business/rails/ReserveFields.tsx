import { type ProcessorAccount, processorName, type Reserve } from '@concordat/sdk/payments/processor.ts'
import { Alert, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { shortHex } from '../../../lib/format.ts'
import type { ReserveInput } from './reserveInput.ts'

/** So that two fields side by side stand at one height, however long their descriptions are. */
const fieldFirst: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

type ReserveFieldsProps = {
  value: ReserveInput
  onChange: (value: ReserveInput) => void
  /** What cannot be read, once it was tried. */
  wrong: readonly ('rate' | 'days')[]
  /** The account as terms name it now, and as they would; null while there is no such account. */
  names: { before: ProcessorAccount; after: ProcessorAccount } | null
}

/** What an account withholds of each payment, and what it means to change it. */
export function ReserveFields({ value, onChange, wrong, names }: ReserveFieldsProps) {
  const { t } = useTranslation()
  const [from, to] = names ? [processorName(names.before), processorName(names.after)] : ['', '']
  return (
    <Stack gap="sm">
      <Switch
        label={t('reserveOf.keep')}
        description={t('reserveOf.help')}
        checked={value.isKept}
        onChange={event => onChange({ ...value, isKept: event.currentTarget.checked })}
      />
      {value.isKept && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={t('reserveOf.rate')}
            description={t('reserveOf.rateHelp')}
            value={value.rate}
            onChange={event => onChange({ ...value, rate: event.currentTarget.value })}
            error={wrong.includes('rate') ? t('reserveOf.rateWrong') : null}
            inputMode="decimal"
            inputWrapperOrder={fieldFirst}
            autoComplete="off"
          />
          <TextInput
            label={t('reserveOf.days')}
            description={t('reserveOf.daysHelp')}
            value={value.days}
            onChange={event => onChange({ ...value, days: event.currentTarget.value })}
            error={wrong.includes('days') ? t('reserveOf.daysWrong') : null}
            inputMode="decimal"
            inputWrapperOrder={fieldFirst}
            autoComplete="off"
          />
        </SimpleGrid>
      )}
      {from !== to ? (
        <Alert color="orange" radius="lg" icon={<IconAlertTriangle aria-hidden />} title={t('reserveOf.changes')}>
          <Text size="sm">{t('reserveOf.changesText', { from: shortHex(from), to: shortHex(to) })}</Text>
        </Alert>
      ) : (
        <Alert color="gray" radius="lg" icon={<IconInfoCircle aria-hidden />} title={t('reserveOf.named')}>
          <Text size="sm">{t('reserveOf.namedText')}</Text>
        </Alert>
      )}
    </Stack>
  )
}

/** An account with a reserve, or without one. */
export const withReserveOf = (
  { rail, account }: Pick<ProcessorAccount, 'rail' | 'account'>,
  reserve: Reserve | null,
): ProcessorAccount => ({ rail, account, ...(reserve ? { reserve } : {}) })
