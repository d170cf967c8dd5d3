import { Paper, Stack, Text, Title } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../document/DraftContext.tsx'
import { Talk } from '../talk/Talk.tsx'
import { BasisFields } from './BasisFields.tsx'
import { ProcessorFields } from './ProcessorFields.tsx'

/** Where the money arrives, and the basis of fees and tax. */
export const MoneyCard = memo(function MoneyCard() {
  const { t } = useTranslation()
  const { terms, amends } = useDraft()
  return (
    <Paper component="section" aria-labelledby="draft-money" p={{ base: 'md', sm: 'lg' }}>
      <Stack gap="lg">
        <div>
          <Title order={2} id="draft-money">
            {t('draftMoney.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('draftMoney.lead')}
          </Text>
        </div>
        {/* An agreement in force may share a token instead, which no account receives. */}
        {(amends === null || terms.currency !== undefined) && <ProcessorFields />}
        <BasisFields />
        <Talk target="money" about={t('draftMoney.title')} />
      </Stack>
    </Paper>
  )
})
