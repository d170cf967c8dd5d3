import { Group, Progress, Stack, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFileImport, IconUpload, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { ApiError } from '../../../lib/api.ts'
import { ImportResult } from './ImportResult.tsx'
import { useImport } from './queries.ts'

const accept = { 'application/xml': ['.xml'], 'text/xml': ['.xml'] }

/** Takes the bank's statement, or its report on transfers, by drag and drop or by choosing it. */
export function StatementUpload({ business }: { business: Hex }) {
  const { t } = useTranslation()
  const [refused, setRefused] = useState<ApiError | null>(null)
  const upload = useImport(business)
  const send = (file: File | undefined) => {
    setRefused(null)
    if (file) upload.mutate(file)
  }
  const error = refused ?? upload.error
  const percent = Math.round(upload.part * 100)
  const label =
    percent < 100 ? t('bank.sending', { name: upload.name, percent }) : t('bank.reading', { name: upload.name })
  return (
    <Stack gap="md">
      <Dropzone
        onDrop={files => send(files[0])}
        onReject={() => setRefused(new ApiError(415, { code: 'FileNotOfBank', message: '' }))}
        accept={accept}
        multiple={false}
        disabled={upload.isPending}
        radius="lg"
        p="lg"
        inputProps={{ 'aria-label': t('bank.choose'), disabled: upload.isPending }}
        aria-label={t('bank.choose')}
      >
        <Group justify="center" gap="md" wrap="nowrap" style={{ pointerEvents: 'none' }}>
          <Dropzone.Accept>
            <IconUpload size={32} stroke={1.4} style={{ flex: 'none' }} aria-hidden />
          </Dropzone.Accept>
          <Dropzone.Reject>
            <IconX size={32} stroke={1.4} style={{ flex: 'none' }} aria-hidden />
          </Dropzone.Reject>
          <Dropzone.Idle>
            <IconFileImport size={32} stroke={1.4} style={{ flex: 'none' }} aria-hidden />
          </Dropzone.Idle>
          <div style={{ flex: '0 1 auto', minWidth: 0 }}>
            <Text fw={600}>{t('bank.drop')}</Text>
            <Text size="sm" c="dimmed">
              {t('bank.dropHelp')}
            </Text>
          </div>
        </Group>
      </Dropzone>
      {upload.isPending && (
        <div>
          <Text size="sm" mb={6} role="status" style={{ overflowWrap: 'anywhere' }}>
            {label}
          </Text>
          <Progress value={percent} animated aria-label={label} />
        </div>
      )}
      {error && !upload.isPending && (
        <Stack gap="xs">
          <ErrorState error={error} />
          <Text size="sm" c="dimmed">
            {t('bank.nothingKept')}
          </Text>
        </Stack>
      )}
      {upload.data && !error && !upload.isPending && <ImportResult name={upload.name} result={upload.data} />}
    </Stack>
  )
}
