import type { BusinessView } from '@concordat/sdk/views.ts'
import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyField } from '../../../components/KeyField.tsx'
import { Section } from '../../../components/Section.tsx'
import { readKey } from '../../../lib/businessKey.ts'
import { connectionsQuery } from '../rails/queries.ts'
import { useManages } from '../rails/useManages.ts'
import { BatchesTable } from './BatchesTable.tsx'
import { ImportedTable } from './ImportedTable.tsx'
import { NextFile } from './NextFile.tsx'
import { StatementUpload } from './StatementUpload.tsx'

/** The accounts at banks of a business: files of transfers out, statements in. Nothing where it has none. */
export function BankSection({ business }: { business: BusinessView }) {
  const { t } = useTranslation()
  const manages = useManages(business)
  const [hasKey, setHasKey] = useState(() => readKey(business.id) !== '')
  const { data } = useQuery(connectionsQuery(business.id))
  const banks = (data ?? []).filter(({ rail }) => rail === 'bank')
  if (banks.length === 0) return null
  const isOpen = manages || hasKey
  const given = { business: business.id, mayRead: isOpen }
  return (
    <Section title={t('bank.title')} lead={t('bank.lead')}>
      {!manages && <KeyField business={business.id} onKept={setHasKey} />}
      {!isOpen && <Text size="sm">{t('bank.signIn')}</Text>}
      {isOpen && (
        <Stack gap="xl">
          <Stack gap="md">
            <Title order={3}>{t('bank.out')}</Title>
            <NextFile {...given} />
            <BatchesTable {...given} />
          </Stack>
          <Stack gap="md">
            <Title order={3}>{t('bank.in')}</Title>
            <StatementUpload business={business.id} />
            <ImportedTable {...given} />
          </Stack>
        </Stack>
      )}
    </Section>
  )
}
