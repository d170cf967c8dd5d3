import { Alert } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../document/room.ts'

/** Says that edits stay on this device for now, and what becomes of them. */
export function OfflineBanner({ connection }: { connection: Connection }) {
  const { t } = useTranslation()
  if (connection !== 'offline') return null
  return (
    <Alert role="status" color="yellow" radius="lg" icon={<IconCloudOff aria-hidden />} title={t('draft.offlineTitle')}>
      {t('draft.offlineText')}
    </Alert>
  )
}
