import type { Attachment } from '@concordat/sdk/attachments/attachment.ts'
import type { StoredAttachment } from '@concordat/sdk/attachments/views.ts'
import { Button, Group, Modal, Skeleton, Stack } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconDownload } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { useAttachments } from '../AttachmentsContext.tsx'
import { openAttachment } from '../openAttachment.ts'
import { attachmentsQuery } from '../queries.ts'
import { ContentView } from './ContentView.tsx'
import { contentOf } from './contentKind.ts'
import { DigestCheck } from './DigestCheck.tsx'
import { saveBytes } from './saveBytes.ts'

type ViewerModalProps = { listed: Attachment; stored: StoredAttachment; signed: boolean | null; onClose: () => void }

/** Opens a file on this device: fetched, decrypted, and shown only if it is the one that the terms name. */
export function ViewerModal({ listed, stored, signed, onClose }: ViewerModalProps) {
  const { t } = useTranslation()
  const { view, device } = useAttachments()
  const queries = useQueryClient()
  const isSmall = useMediaQuery('(max-width: 48em)')
  const opening = useQuery({
    queryKey: ['opened', view.id, listed, device?.publicKey],
    queryFn: ({ signal }) => {
      if (!device) throw new Error('DeviceUnable')
      return openAttachment({ draft: view.id, listed, stored, device }, signal)
    },
    retry: false,
    // Nothing decrypted stays in memory once the window is closed.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })
  const { data: bytes, isError } = opening
  // A wrap that did not open was discarded.
  useEffect(() => {
    if (isError) void queries.invalidateQueries({ queryKey: attachmentsQuery(view.id).queryKey })
  }, [isError, queries, view.id])
  const content = useMemo(() => bytes && contentOf(bytes, listed.type), [bytes, listed.type])
  return (
    <Modal
      opened
      onClose={onClose}
      title={listed.name}
      size={1000}
      fullScreen={isSmall ?? false}
      styles={{ title: { overflowWrap: 'anywhere' } }}
    >
      <Stack gap="md">
        {opening.isPending && (
          <Stack role="status" aria-busy aria-label={t('attachments.opening')}>
            <Skeleton height={320} radius="lg" />
          </Stack>
        )}
        {isError && <ErrorState error={opening.error} retry={() => opening.refetch()} />}
        {bytes && content && (
          <>
            <DigestCheck sha256={listed.sha256} signed={signed} />
            <ContentView bytes={bytes} content={content} name={listed.name} />
            <Group justify="flex-end">
              <Button
                variant="default"
                leftSection={<IconDownload size={18} aria-hidden />}
                onClick={() => saveBytes(listed.name, bytes)}
              >
                {t('attachments.download')}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  )
}
