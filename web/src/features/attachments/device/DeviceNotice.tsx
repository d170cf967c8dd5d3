import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconKey, IconKeyOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { useAttachments } from '../AttachmentsContext.tsx'

/** Says that this browser has no key to read with, and what to do about it. */
export function DeviceNotice() {
  const { t } = useTranslation()
  const { standing, introduction } = useAttachments()
  if (standing === 'ready') return null
  if (introduction.isError) return <ErrorState error={introduction.error} retry={() => introduction.mutate()} />
  if (standing === 'asking') return null
  if (standing === 'unable') {
    return (
      <Alert color="yellow" radius="lg" icon={<IconKeyOff aria-hidden />} title={t('attachments.unableTitle')}>
        {t('attachments.unableText')}
      </Alert>
    )
  }
  return (
    <Alert color="yellow" radius="lg" icon={<IconKey aria-hidden />} title={t(`attachments.${standing}Title`)}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t(`attachments.${standing}Text`)}</Text>
        <Button size="sm" loading={introduction.isPending} onClick={() => introduction.mutate()}>
          {t('attachments.introduce')}
        </Button>
      </Stack>
    </Alert>
  )
}
