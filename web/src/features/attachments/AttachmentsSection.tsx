import type { Attachment } from '@concordat/sdk/attachments/attachment.ts'
import { Alert, Button, Stack, Text } from '@mantine/core'
import { useFocusReturn } from '@mantine/hooks'
import { IconAlertTriangle, IconDevices, IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Section } from '../../components/Section.tsx'
import { useAttachments } from './AttachmentsContext.tsx'
import { DeviceNotice } from './device/DeviceNotice.tsx'
import { DevicesModal } from './device/DevicesModal.tsx'
import { AttachmentRow } from './list/AttachmentRow.tsx'
import { DropArea } from './list/DropArea.tsx'
import { type Earlier, EarlierFiles } from './list/EarlierFiles.tsx'
import { RemoveModal } from './list/RemoveModal.tsx'
import { UploadLine } from './list/UploadLine.tsx'
import { useUploads } from './list/useUploads.ts'
import { ViewerModal } from './view/ViewerModal.tsx'

type AttachmentsSectionProps = {
  title?: string
  /** The files the terms name. */
  listed: readonly Attachment[]
  /** Whether terms with these very files were proposed for signature; null while they can change. */
  signed: boolean | null
  /** Those of the text that this one began with: they do not come along by themselves. */
  earlier?: Earlier | null
}

/** The files of a draft or an agreement, which nobody reads but its parties. */
export function AttachmentsSection({ title, listed, signed, earlier = null }: AttachmentsSectionProps) {
  const { t } = useTranslation()
  const { view, list, standing, device } = useAttachments()
  const names = listed.map(({ name }) => name)
  const { uploads, add, retry, dismiss } = useUploads(names)
  const [opened, setOpened] = useState<Attachment | null>(null)
  const [removing, setRemoving] = useState<Attachment | null>(null)
  const [devices, setDevices] = useState(false)
  useFocusReturn({ opened: removing !== null || devices })
  const open = view.state === 'negotiating'
  const storedOf = ({ id }: Attachment) => list.data && (list.data.attachments.find(each => each.id === id) ?? null)
  const shown = opened && storedOf(opened)
  const isOurs = (reader: string) => reader === device?.publicKey
  const waits = device !== null && listed.some(each => storedOf(each)?.readers.some(isOurs) === false)
  return (
    <Section
      title={title ?? t('attachments.title')}
      lead={t(open ? 'attachments.lead' : 'attachments.leadClosed')}
      actions={
        <Button
          variant="default"
          size="sm"
          leftSection={<IconDevices size={17} aria-hidden />}
          onClick={() => setDevices(true)}
        >
          {t('attachments.devices')}
        </Button>
      }
    >
      <Stack gap="md">
        {signed === false && (
          <Alert role="alert" color="red" radius="lg" icon={<IconAlertTriangle aria-hidden />}>
            {t('attachments.notSigned')}
          </Alert>
        )}
        <DeviceNotice />
        {waits && (
          <Alert
            role="status"
            color="orange"
            radius="lg"
            icon={<IconLock aria-hidden />}
            title={t('attachments.waiting')}
          >
            {t('attachments.waitingText')}
          </Alert>
        )}
        {list.isError && <ErrorState error={list.error} retry={() => list.refetch()} />}
        {listed.length + uploads.length > 0 && (
          <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
            {listed.map(each => (
              <AttachmentRow
                key={each.id}
                listed={each}
                stored={storedOf(each)}
                onOpen={() => setOpened(each)}
                onRemove={open ? () => setRemoving(each) : null}
              />
            ))}
            {uploads.map(each => (
              <UploadLine
                key={each.id}
                upload={each}
                onRetry={() => retry(each.id)}
                onDismiss={() => dismiss(each.id)}
              />
            ))}
          </Stack>
        )}
        {listed.length === 0 && !open && (
          <Text size="sm" c="dimmed">
            {t('attachments.none')}
          </Text>
        )}
        {open && earlier && <EarlierFiles earlier={earlier} listed={listed} onFiles={add} busy={uploads.length > 0} />}
        {open && <DropArea onFiles={add} disabled={standing !== 'ready'} />}
      </Stack>
      {opened && shown && (
        <ViewerModal listed={opened} stored={shown} signed={signed} onClose={() => setOpened(null)} />
      )}
      {removing && <RemoveModal listed={removing} onClose={() => setRemoving(null)} />}
      {devices && <DevicesModal onClose={() => setDevices(false)} />}
    </Section>
  )
}
