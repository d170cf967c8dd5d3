import { Basis, describeBasis } from '@concordat/sdk/splits/terms/basis.ts'
import { Box, Button, Select, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../document/DraftContext.tsx'
import { fieldId, goOnAt, putAt } from '../document/paths.ts'
import { fieldOrder } from '../fields/fieldOrder.ts'
import { SelectField } from '../fields/SelectField.tsx'
import { Labelled, TextField } from '../fields/TextField.tsx'
import { useField } from '../fields/useField.ts'

/** Who bears the processor's fees, and what tax is in the amounts; with the words that are signed. */
export function BasisFields() {
  const { t } = useTranslation()
  const { terms, amends, readOnly, edit } = useDraft()
  const { basis, processor } = terms
  const isRequired = processor !== undefined && (amends === null || amends.base.basis !== undefined)
  const leaveOut = () => {
    edit(draft => putAt(draft, ['basis'], undefined))
    goOnAt('basis')
  }
  return (
    <Stack
      gap="sm"
      component="fieldset"
      id={fieldId('basis')}
      tabIndex={-1}
      style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}
    >
      <div>
        <Text component="legend" fw={600} style={{ float: 'left', width: '100%' }}>
          {t('draftMoney.basis.legend')}
        </Text>
        <Text size="sm" c="dimmed">
          {t(isRequired ? 'draftMoney.basis.required' : 'draftMoney.basis.optional')}
        </Text>
      </div>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <SelectField
          path={['basis', 'fees']}
          label={t('draft.field.fees')}
          description={t('draftMoney.basis.feesHelp')}
          placeholder={t('draftMoney.basis.choose')}
          data={Basis.shape.fees.options.map(value => ({ value, label: t(`draftMoney.basis.fees.${value}`) }))}
        />
        <TaxField />
        {basis?.tax !== undefined && (basis.tax !== 'none' || basis.rate !== undefined) && (
          <TextField
            path={['basis', 'rate']}
            label={t('draft.field.taxRate')}
            description={t('draftMoney.basis.rateHelp')}
            placeholder={t('draftMoney.basis.rateExample')}
            maxLength={120}
            optional
          />
        )}
      </SimpleGrid>
      <Words />
      {basis !== undefined && !isRequired && !readOnly && (
        <Button size="compact-sm" variant="subtle" onClick={leaveOut} style={{ alignSelf: 'flex-start' }}>
          {t('draftMoney.basis.leaveOut')}
        </Button>
      )}
    </Stack>
  )
}

/** Where there is no tax there is no rate of it either: both change at once. */
function TaxField() {
  const { t } = useTranslation()
  const { edit } = useDraft()
  const { value, input, person } = useField(['basis', 'tax'])
  const choose = (next: string | null) =>
    edit(draft => {
      putAt(draft, ['basis', 'tax'], next ?? undefined)
      if (next === 'none') putAt(draft, ['basis', 'rate'], undefined)
    })
  return (
    <Select
      {...input}
      inputWrapperOrder={fieldOrder}
      label={<Labelled label={t('draft.field.tax')} person={person} />}
      description={t('draftMoney.basis.taxHelp')}
      placeholder={t('draftMoney.basis.choose')}
      value={value === undefined ? null : String(value)}
      onChange={choose}
      allowDeselect={false}
      data={Basis.shape.tax.options.map(each => ({ value: each, label: t(`draftMoney.basis.tax.${each}`) }))}
    />
  )
}

/** The basis as it ends the contract. */
function Words() {
  const { t, i18n } = useTranslation()
  const { terms } = useDraft()
  const { data } = Basis.safeParse(terms.basis)
  if (!data || (data.tax !== 'none' && data.rate === undefined)) return null
  return (
    <Box pl="sm" style={{ borderLeft: '3px solid var(--mantine-color-harbor-2)' }}>
      <Text size="sm" fw={500}>
        {t('draftMoney.basis.words')}
      </Text>
      {Object.values(describeBasis(data, i18n.language === 'zh' ? 'zh' : 'en')).map(sentence => (
        <Text key={sentence} size="sm" c="dimmed">
          {sentence}
        </Text>
      ))}
    </Box>
  )
}
