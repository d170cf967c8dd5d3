import { SimpleGrid, Stack, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DaysField } from '../fields/DaysField.tsx'
import { SelectField } from '../fields/SelectField.tsx'
import { TextField } from '../fields/TextField.tsx'
import { useField } from '../fields/useField.ts'
import { tidyAccount } from './chosenAccount.ts'

/** An account that nobody has connected yet, and what it withholds. */
export function AccountFields({ rail }: { rail: string }) {
  const { t } = useTranslation()
  const reserve = useField(['processor', 'reserve'])
  const withholds = reserve.value !== undefined
  const help = t(rail === 'bank' ? 'draftMoney.processor.accountHelp.bank' : 'draftMoney.processor.accountHelp.stripe')
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <SelectField
          path={['processor', 'rail']}
          label={t('draft.field.rail')}
          data={(['stripe', 'bank'] as const).map(each => ({
            value: each,
            label: t(`draftMoney.processor.rail.${each}`),
          }))}
        />
        <TextField
          path={['processor', 'account']}
          label={t('draft.field.processorAccount')}
          description={help}
          tidy={tidyAccount(rail)}
          autoComplete="off"
          spellCheck={false}
        />
      </SimpleGrid>
      <Switch
        id={reserve.input.id}
        label={t('draftMoney.processor.reserve')}
        description={t('draftMoney.processor.reserveHelp')}
        checked={withholds}
        disabled={reserve.input.readOnly}
        onChange={event => reserve.put(event.currentTarget.checked ? { rate: '5%', duration: 'P90D' } : undefined)}
      />
      {withholds && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextField path={['processor', 'reserve', 'rate']} label={t('draft.field.reserveRate')} inputMode="decimal" />
          <DaysField path={['processor', 'reserve', 'duration']} label={t('draft.field.reserveDuration')} />
        </SimpleGrid>
      )}
    </Stack>
  )
}
