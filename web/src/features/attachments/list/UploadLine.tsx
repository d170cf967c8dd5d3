import { ActionIcon, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { describeError } from '../../../lib/messages.ts'
import type { Upload } from './useUploads.ts'

type UploadLineProps = { upload: Upload; onRetry: () => void; onDismiss: () => void }

/** A file that is being encrypted and sent, or why it was not. */
export function UploadLine({ upload: { name, part, error }, onRetry, onDismiss }: UploadLineProps) {
  const { t, i18n } = useTranslation()
  const percent = Math.round(part * 100)
  const label = part === 0 ? t('attachments.sealing', { name }) : t('attachments.sending', { name, percent })
  if (!error) {
    return (
      <Paper component="li" p="md">
        <Text size="sm" mb={6} style={{ overflowWrap: 'anywhere' }} role="status">
          {label}
        </Text>
        <Progress value={percent} animated aria-label={label} />
      </Paper>
    )
  }
  const { code, sentence } = describeError(error, i18n.language)
  return (
    <Paper component="li" p="md" role="alert">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Stack gap={4} style={{ minWidth: 0 }}>
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {t('attachments.notAttached', { name })}
          </Text>
          <Text size="sm" c="red">
            {sentence}{' '}
            <Text span size="xs" c="dimmed">
              {code}
            </Text>
          </Text>
          <Button size="xs" variant="default" onClick={onRetry} style={{ alignSelf: 'flex-start' }}>
            {t('error.retry')}
          </Button>
        </Stack>
        <ActionIcon variant="subtle" color="gray" onClick={onDismiss} aria-label={t('attachments.dismiss', { name })}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </Group>
    </Paper>
  )
}
