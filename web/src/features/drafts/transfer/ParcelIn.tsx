import { Alert, Button, Group, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { Section } from '../../../components/Section.tsx'
import type { Parcel } from './parcel.ts'
import { useTakeOver } from './useTakeOver.ts'

/** What came from the other device, and the button that takes it over. */
export function ParcelIn({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation()
  const take = useTakeOver(parcel)
  return (
    <Section title={t(`transfer.parcel.${parcel.kind}`)} lead={parcel.title}>
      {take.isError && <ErrorState error={take.error} />}
      {take.data === undefined ? (
        <Group>
          <Button loading={take.isPending} onClick={() => take.mutate()}>
            {t('transfer.take')}
          </Button>
        </Group>
      ) : (
        <Alert
          role="status"
          color="green"
          radius="lg"
          icon={<IconCheck aria-hidden />}
          title={t(take.data ? 'transfer.taken' : 'transfer.kept')}
        >
          {parcel.kind === 'signature' ? (
            <Text size="sm">{t('transfer.signatureTaken')}</Text>
          ) : (
            <Link to="/drafts/$id" params={{ id: parcel.id }} style={{ color: 'var(--mantine-color-anchor)' }}>
              {t('transfer.openDraft')}
            </Link>
          )}
        </Alert>
      )}
    </Section>
  )
}
