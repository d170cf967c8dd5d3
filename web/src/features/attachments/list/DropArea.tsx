import { Group, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconPaperclip, IconUpload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Takes files by drag and drop or by choosing them. */
export function DropArea({ onFiles, disabled }: { onFiles: (files: File[]) => void; disabled: boolean }) {
  const { t } = useTranslation()
  return (
    <Dropzone
      onDrop={onFiles}
      disabled={disabled}
      radius="lg"
      p="md"
      inputProps={{ 'aria-label': t('attachments.choose'), disabled }}
      aria-label={t('attachments.choose')}
    >
      <Group justify="center" gap="md" wrap="nowrap" style={{ pointerEvents: 'none' }}>
        <Dropzone.Accept>
          <IconUpload size={32} stroke={1.4} aria-hidden />
        </Dropzone.Accept>
        <Dropzone.Idle>
          <IconPaperclip size={32} stroke={1.4} aria-hidden />
        </Dropzone.Idle>
        <div style={{ flex: '0 1 auto', minWidth: 0 }}>
          <Text fw={600}>{t('attachments.drop')}</Text>
          <Text size="sm" c="dimmed">
            {t('attachments.dropHelp')}
          </Text>
        </div>
      </Group>
    </Dropzone>
  )
}
