import type { Attachment } from '@concordat/sdk/attachments/attachment.ts'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { useAttachments } from '../AttachmentsContext.tsx'
import { attachmentsQuery, removeAttachment } from '../queries.ts'

/** Asks before a file is taken off the draft for everybody. */
export function RemoveModal({ listed, onClose }: { listed: Attachment; onClose: () => void }) {
  const { t } = useTranslation()
  const { view } = useAttachments()
  const queries = useQueryClient()
  const removal = useMutation({
    mutationFn: () => removeAttachment(view.id, listed.id),
    onSuccess: answer => {
      queries.setQueryData(attachmentsQuery(view.id).queryKey, answer)
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('attachments.removeTitle')}>
      <Stack gap="md">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {t('attachments.removeText', { name: listed.name })}
        </Text>
        {removal.isError && <ErrorState error={removal.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button color="red" loading={removal.isPending} onClick={() => removal.mutate()}>
            {t('attachments.remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
