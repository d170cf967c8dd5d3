import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { Section } from '../../../components/Section.tsx'
import type { SignedParcel } from './parcel.ts'
import { useOutbox } from './useOutbox.ts'

/** What waits on this device for the service. */
export function OutboxSection() {
  const { t } = useTranslation()
  const { waiting, send, drop } = useOutbox()
  const pass = useMutation({ mutationFn: send })
  if (waiting.length === 0 && !pass.isError) return null
  return (
    <Section title={t('transfer.waiting', { count: waiting.length })} lead={t('transfer.waitingText')}>
      {waiting.map(parcel => (
        <Line
          key={parcel.signature}
          parcel={parcel}
          busy={pass.isPending && pass.variables === parcel}
          onSend={() => pass.mutate(parcel)}
          onDrop={() => drop(parcel)}
        />
      ))}
      {pass.data === false && waiting.length > 0 && <Text role="status">{t('transfer.stillWaiting')}</Text>}
      {pass.isError && <ErrorState error={pass.error} />}
    </Section>
  )
}

type LineProps = { parcel: SignedParcel; busy: boolean; onSend: () => void; onDrop: () => void }

function Line({ parcel, busy, onSend, onDrop }: LineProps) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" gap="sm">
      <Stack gap={0} style={{ minWidth: 0 }}>
        <Text fw={600}>{parcel.title}</Text>
        <Text size="sm" c="dimmed">
          {t(`transfer.parcel.${parcel.kind}`)}
        </Text>
      </Stack>
      <Group gap="xs">
        <Button size="xs" variant="default" loading={busy} onClick={onSend}>
          {t('transfer.passOn')}
        </Button>
        <Button size="xs" variant="subtle" color="red" onClick={onDrop}>
          {t('transfer.discard')}
        </Button>
      </Group>
    </Group>
  )
}
