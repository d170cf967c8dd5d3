import type { BatchView } from '@concordat/sdk/views.ts'
import { Alert, Code, Progress, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { DataTable } from '../../components/DataTable.tsx'
import { describeRefusal } from '../../lib/messages.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { useBatch } from './queries.ts'
import type { TableKind } from './readTable.ts'

type BatchResultProps = { business: Hex; first: BatchView; kind: TableKind }

/** What became of an uploaded file, row by row where something was refused. */
export function BatchResult({ business, first, kind }: BatchResultProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const query = useBatch(business, first)
  const batch = query.data ?? first
  const handled = batch.accepted + batch.duplicates + batch.refused.length
  const percent = batch.total === 0 ? 100 : (100 * handled) / batch.total
  const allFine = batch.refused.length === 0
  return (
    <Stack role="status" aria-live="polite">
      {batch.status === 'running' ? (
        <>
          <Text size="sm">
            {t('upload.running', { done: format.number(handled), total: format.number(batch.total) })}
          </Text>
          <Progress value={percent} aria-label={t('upload.progress')} animated />
        </>
      ) : (
        <Alert
          color={allFine ? 'green' : 'yellow'}
          radius="lg"
          icon={allFine ? <IconCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
          title={t(kind === 'progress' ? 'upload.doneProgress' : 'upload.doneBills')}
        >
          {t('upload.result', {
            accepted: format.number(batch.accepted),
            duplicates: format.number(batch.duplicates),
            refused: format.number(batch.refused.length),
          })}
        </Alert>
      )}
      {!allFine && (
        <DataTable
          caption={t('upload.refusedTitle')}
          rows={batch.refused}
          keyOf={row => `${row.line}${row.code}`}
          initialSort={{ key: 'line', descending: false }}
          columns={[
            { key: 'line', label: t('upload.line'), render: row => format.number(row.line), sort: row => row.line },
            { key: 'reason', label: t('upload.reason'), render: row => describeRefusal(row, i18n.language) },
            { key: 'code', label: t('error.code'), render: row => <Code>{row.code}</Code>, sort: row => row.code },
          ]}
        />
      )}
    </Stack>
  )
}
