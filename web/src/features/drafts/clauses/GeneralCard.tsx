import { Paper, SimpleGrid, Stack, Title } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../document/DraftContext.tsx'
import { fieldId } from '../document/paths.ts'
import { DaysField } from '../fields/DaysField.tsx'
import { DeadlineField } from '../fields/DeadlineField.tsx'
import { SelectField } from '../fields/SelectField.tsx'
import { SwitchField } from '../fields/SwitchField.tsx'
import { TextField } from '../fields/TextField.tsx'
import { Talk } from '../talk/Talk.tsx'
import { PeriodFields } from './PeriodFields.tsx'
import { useChoices } from './useChoices.ts'

/** What holds for the whole: the name, the money, who confirms, and the dates. */
export const GeneralCard = memo(function GeneralCard() {
  const { t } = useTranslation()
  const { currencies, businesses, quorums, arbiters } = useChoices()
  const { terms, amends } = useDraft()
  // An agreement may share a token instead, which no currency names.
  const hasCurrency = amends === null || terms.currency !== undefined
  // The money of an agreement in force is named by all three.
  const fixed = amends && hasCurrency ? { readOnly: true, description: t('amending.fixed') } : {}
  return (
    <Paper
      component="section"
      aria-labelledby="draft-general"
      id={fieldId('terms')}
      tabIndex={-1}
      p={{ base: 'md', sm: 'lg' }}
    >
      <Stack gap="md">
        <Title order={2} id="draft-general">
          {t('draft.general')}
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextField path={['title']} label={t('draft.field.title')} />
          {hasCurrency && (
            <SelectField
              path={['currency']}
              label={t('draft.field.currency')}
              data={currencies}
              searchable
              {...fixed}
            />
          )}
          <SelectField
            path={['business']}
            fallback="default"
            label={t('draft.field.business')}
            description={t('draft.field.businessHelp')}
            data={businesses}
            searchable
            {...fixed}
          />
          <SelectField
            path={['quorum']}
            fallback="default"
            label={t('draft.field.quorum')}
            description={t('draft.field.quorumHelp')}
            data={quorums}
            {...fixed}
          />
          <SelectField
            path={['arbiters']}
            label={t('draft.field.arbiters')}
            description={t('draft.field.arbitersHelp')}
            data={arbiters}
            optional
          />
          <DaysField
            path={['maxFreeze']}
            label={t('draft.field.maxFreeze')}
            description={t('draft.field.maxFreezeHelp')}
          />
          <DeadlineField path={['signBy']} label={t('draft.field.signBy')} />
          <DeadlineField path={['endsAt']} label={t('draft.field.endsAt')} optional />
        </SimpleGrid>
        <SwitchField path={['ordered']} label={t('draft.field.ordered')} description={t('draft.field.orderedHelp')} />
        <PeriodFields />
        <Talk target="general" about={t('draft.general')} />
      </Stack>
    </Paper>
  )
})
