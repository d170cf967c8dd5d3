import type { Attachment } from '@concordat/sdk/attachments/attachment.ts'
import { Button, Group, Stack, Text } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { useFormat } from '../../../lib/useFormat.ts'
import { useAttachments } from '../AttachmentsContext.tsx'
import { openAttachment } from '../openAttachment.ts'
import { attachmentsQuery } from '../queries.ts'

/** The files of another draft. */
export type Earlier = { draft: Hex; listed: readonly Attachment[] }

type EarlierFilesProps = {
  earlier: Earlier
  listed: readonly Attachment[]
  onFiles: (files: File[]) => void
  /** Whether files are on their way already. */
  busy: boolean
}

/** Offers to attach the files of an earlier text here too: opened on this device, and encrypted anew for this draft. */
export function EarlierFiles({ earlier: { draft, listed: before }, listed, onFiles, busy }: EarlierFilesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { device, standing } = useAttachments()
  const missing = before.filter(each => !listed.some(({ sha256 }) => sha256 === each.sha256))
  const list = useQuery({ ...attachmentsQuery(draft), enabled: missing.length > 0 })
  const stored = list.data?.attachments ?? []

  const attach = useMutation({
    mutationFn: async () => {
      const opened = await Promise.allSettled(missing.map(open))
      onFiles(opened.flatMap(each => (each.status === 'fulfilled' ? [each.value] : [])))
      const failed = opened.find(each => each.status === 'rejected')
      if (failed) throw failed.reason
    },
  })

  async function open(each: Attachment): Promise<File> {
    const found = stored.find(({ id }) => id === each.id)
    if (!device || !found) throw new Error(t('attachments.missing'))
    const content = await openAttachment({ draft, listed: each, stored: found, device })
    return new File([content], each.name, { type: each.type })
  }

  if (missing.length === 0) return null
  const names = format.list(missing.map(({ name }) => name))
  return (
    <Stack gap="xs">
      <Text size="sm">{t('attachments.earlier', { names })}</Text>
      {list.isError && <ErrorState error={list.error} retry={() => list.refetch()} />}
      {attach.isError && <ErrorState error={attach.error} />}
      <Group>
        <Button
          variant="light"
          leftSection={<IconPaperclip size={17} aria-hidden />}
          loading={attach.isPending || busy}
          disabled={standing !== 'ready' || !list.data}
          onClick={() => attach.mutate()}
        >
          {t('attachments.attachEarlier')}
        </Button>
      </Group>
    </Stack>
  )
}
