import type { BusinessView } from '@concordat/sdk/views.ts'
import { Group, Select, Stack, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFileSpreadsheet, IconUpload, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../components/ErrorState.tsx'
import { ApiError } from '../../lib/api.ts'
import { shortHex } from '../../lib/format.ts'
import { BatchResult } from './BatchResult.tsx'
import { useUpload } from './queries.ts'

// Some systems call a CSV file a spreadsheet or plain text.
const accept = { 'text/csv': ['.csv'], 'application/vnd.ms-excel': ['.csv'], 'text/plain': ['.csv'] }

/** Takes a CSV file by drag and drop or by choosing it. */
export function UploadSection({ business }: { business: BusinessView }) {
  const { t } = useTranslation()
  const [agreement, setAgreement] = useState<string | null>(business.agreements[0] ?? null)
  const [refused, setRefused] = useState<ApiError | null>(null)
  const upload = useUpload(business.id)
  const several = business.agreements.length > 1
  const send = (file: File | undefined) => {
    setRefused(null)
    if (file) upload.mutate({ file, agreement: several ? agreement : null })
  }
  const error = refused ?? upload.error
  return (
    <Stack gap="lg">
      {several && (
        <Select
          label={t('upload.agreement')}
          value={agreement}
          onChange={setAgreement}
          allowDeselect={false}
          data={business.agreements.map(root => ({ value: root, label: shortHex(root) }))}
          maw={320}
        />
      )}
      <Dropzone
        onDrop={files => send(files[0])}
        onReject={() => setRefused(new ApiError(415, { code: 'FileNotCsv', message: '' }))}
        accept={accept}
        multiple={false}
        loading={upload.isPending}
        radius="lg"
        p="xl"
        inputProps={{ 'aria-label': t('upload.choose') }}
        aria-label={t('upload.choose')}
      >
        <Group justify="center" gap="md" style={{ pointerEvents: 'none' }}>
          <Dropzone.Accept>
            <IconUpload size={36} stroke={1.4} aria-hidden />
          </Dropzone.Accept>
          <Dropzone.Reject>
            <IconX size={36} stroke={1.4} aria-hidden />
          </Dropzone.Reject>
          <Dropzone.Idle>
            <IconFileSpreadsheet size={36} stroke={1.4} aria-hidden />
          </Dropzone.Idle>
          <div>
            <Text fw={600}>{t('upload.drop')}</Text>
            <Text size="sm" c="dimmed">
              {t('upload.dropHelp')}
            </Text>
          </div>
        </Group>
      </Dropzone>
      {error && <ErrorState error={error} />}
      {upload.data && !error && (
        <BatchResult business={business.id} first={upload.data.batch} kind={upload.data.kind} />
      )}
    </Stack>
  )
}
