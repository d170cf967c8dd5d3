import type { StoredAttachment } from '@concordat/sdk/attachments/views.ts'
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/useFormat.ts'
import { useAttachments } from '../AttachmentsContext.tsx'

/** Which parties can read a file on one of their devices at least, and which cannot yet. */
export function Readers({ stored }: { stored: StoredAttachment }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { view, list } = useAttachments()
  const reading = new Set(
    list.data?.devices.filter(({ publicKey }) => stored.readers.includes(publicKey)).map(({ account }) => account),
  )
  const seated = view.seats.filter(seat => seat.account !== null)
  const names = (can: boolean) =>
    seated.filter(seat => reading.has(seat.account as `0x${string}`) === can).map(({ party }) => party)
  const [can, cannot] = [names(true), names(false)]
  return (
    <Text size="sm" c="dimmed" component="div">
      {can.length > 0 && <div>{t('attachments.readBy', { names: format.list(can) })}</div>}
      {cannot.length > 0 && <div>{t('attachments.notReadBy', { names: format.list(cannot) })}</div>}
    </Text>
  )
}
