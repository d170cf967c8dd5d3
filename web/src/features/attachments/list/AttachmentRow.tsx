import type { Attachment } from '@concordat/sdk/attachments/attachment.ts'
import type { StoredAttachment } from '@concordat/sdk/attachments/views.ts'
import { ActionIcon, Badge, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconEye, IconLock, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/useFormat.ts'
import { useAttachments } from '../AttachmentsContext.tsx'
import { FileIcon } from './FileIcon.tsx'
import { Readers } from './Readers.tsx'

type AttachmentRowProps = {
  listed: Attachment
  /** What the server has of it; undefined while it has not said. */
  stored: StoredAttachment | null | undefined
  onOpen: () => void
  onRemove: (() => void) | null
}

/** One file: how large, from whom, who can read it, and the way to its content. */
export function AttachmentRow({ listed, stored, onOpen, onRemove }: AttachmentRowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { device, standing, partyOf } = useAttachments()
  const { name, size } = listed
  const mine = stored?.wraps.some(({ reader }) => reader === device?.publicKey) ?? false
  const about = [
    format.bytes(size),
    ...(stored ? [t('attachments.addedBy', { name: partyOf(stored.account), date: format.dateTime(stored.at) })] : []),
  ]
  return (
    <Paper component="li" p="md" aria-label={name}>
      <Group justify="space-between" gap="sm" wrap="wrap">
        <Group gap="sm" wrap="nowrap" align="flex-start" style={{ flex: '1 1 260px', minWidth: 0 }}>
          <FileIcon type={listed.type} />
          <Stack gap={2} style={{ minWidth: 0 }}>
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Text>
            <Text size="sm" c="dimmed">
              {about.join(' · ')}
            </Text>
            {stored && <Readers stored={stored} />}
            {stored === null && (
              <Text size="sm" c="red">
                {t('attachments.missing')}
              </Text>
            )}
          </Stack>
        </Group>
        <Group gap="xs">
          {mine ? (
            <Button
              size="sm"
              variant="default"
              leftSection={<IconEye size={17} aria-hidden />}
              onClick={onOpen}
              aria-label={t('attachments.openFile', { name })}
            >
              {t('attachments.open')}
            </Button>
          ) : (
            stored &&
            standing === 'ready' && (
              <Badge color="orange" size="lg" leftSection={<IconLock size={14} aria-hidden />}>
                {t('attachments.noKey')}
              </Badge>
            )
          )}
          {onRemove && (
            <ActionIcon
              variant="default"
              size={36}
              onClick={onRemove}
              aria-label={t('attachments.removeFile', { name })}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      </Group>
    </Paper>
  )
}
