import type { DeviceKey } from '@concordat/sdk/attachments/deviceKey.ts'
import { Modal, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { useAttachments } from '../AttachmentsContext.tsx'
import { DeviceLine } from './DeviceLine.tsx'

/** The browsers of everyone at the table, which their accounts signed for. */
export function DevicesModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { view, list, isSigned } = useAttachments()
  const devices = list.data?.devices ?? []
  const signed = useQuery({
    queryKey: ['signedDevices', devices.map(({ signature }) => signature)],
    queryFn: () => Promise.all(devices.map(isSigned)),
  })
  const isSound = (device: DeviceKey) => signed.data?.[devices.indexOf(device)]
  return (
    <Modal opened onClose={onClose} title={t('attachments.devices')} size="lg">
      <Stack gap="lg">
        <Text size="sm" c="dimmed">
          {t('attachments.devicesLead')}
        </Text>
        {signed.isError && <ErrorState error={signed.error} retry={() => signed.refetch()} />}
        {view.seats.map(({ id, party, account }) => {
          const own = devices.filter(device => account && isAddressEqual(device.account, account))
          return (
            <section key={id}>
              <Title order={3} mb={4}>
                {party}
              </Title>
              {own.length === 0 && (
                <Text size="sm" c="dimmed">
                  {account ? t('attachments.noDevice') : t('attachments.noAccount')}
                </Text>
              )}
              <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
                {own.map(device => (
                  <DeviceLine key={device.publicKey} device={device} isSound={isSound(device)} />
                ))}
              </Stack>
            </section>
          )
        })}
        <Text size="sm">{t('attachments.removedPeople')}</Text>
      </Stack>
    </Modal>
  )
}
