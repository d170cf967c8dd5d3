import type { DeviceKey } from '@concordat/sdk/attachments/deviceKey.ts'
import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { useActor } from '../../../lib/actor.tsx'
import { useFormat } from '../../../lib/useFormat.ts'
import { useAttachments } from '../AttachmentsContext.tsx'
import { removeDevice } from '../queries.ts'

type DeviceLineProps = {
  device: DeviceKey
  /** Whether its account signed for it; undefined while that is checked. */
  isSound: boolean | undefined
}

/** One browser: what its owner knows it by, since when, and the way to take it off the list. */
export function DeviceLine({ device, isSound }: DeviceLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { actor } = useActor()
  const { device: here } = useAttachments()
  const queries = useQueryClient()
  const removal = useMutation({
    mutationFn: () => removeDevice(device.publicKey),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['drafts', 'attachments'] }),
  })
  const mine = actor !== null && isAddressEqual(actor.address, device.account)
  const isHere = device.publicKey === here?.publicKey
  const name = device.device
  return (
    <Stack component="li" gap={4}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text>{name}</Text>
          <Text size="sm" c="dimmed">
            {t('attachments.deviceSince', { date: format.dateTime(device.createdAt) })}
          </Text>
          {isHere && <Badge color="green">{t('attachments.thisDevice')}</Badge>}
          {isSound === false && <Badge color="red">{t('attachments.unsigned')}</Badge>}
        </Group>
        {mine && !isHere && (
          <Button
            size="xs"
            variant="default"
            loading={removal.isPending}
            onClick={() => removal.mutate()}
            aria-label={t('attachments.removeDeviceNamed', { name })}
          >
            {t('attachments.removeDevice')}
          </Button>
        )}
      </Group>
      {removal.isError && <ErrorState error={removal.error} />}
    </Stack>
  )
}
