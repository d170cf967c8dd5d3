import type { AgreementSummary } from '@concordat/sdk/views.ts'
import { SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AgreementCard } from '../../components/AgreementCard.tsx'

/** The agreements the reader is a party of. */
export function MyAgreements({ agreements }: { agreements: AgreementSummary[] }) {
  const { t } = useTranslation()
  return (
    <Stack component="section" aria-labelledby="my-agreements">
      <Title order={2} id="my-agreements">
        {t('home.myAgreements')}
      </Title>
      {agreements.length === 0 ? (
        <Text c="dimmed">{t('home.noAgreements')}</Text>
      ) : (
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          {agreements.map(agreement => (
            <AgreementCard key={agreement.root} agreement={agreement} />
          ))}
        </SimpleGrid>
      )}
    </Stack>
  )
}
