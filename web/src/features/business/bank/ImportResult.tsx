import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/useFormat.ts'
import { LeftTable } from './LeftTable.tsx'
import type { Imported } from './views.ts'

/** What became of a file that was imported. */
export function ImportResult({ name, result }: { name: string; result: Imported }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { fresh, known, placed, open, left, reports } = result
  const lineOf = (key: 'fresh' | 'known' | 'placed' | 'open' | 'left', count: number) =>
    count === 0 ? null : t(`bank.result.${key}`, { count, number: format.number(count) })
  const lines = [
    lineOf('fresh', fresh),
    lineOf('known', known),
    lineOf('placed', placed),
    lineOf('open', open),
    lineOf('left', left.length),
  ].filter(line => line !== null)
  const rejected = reports.filter(({ rejection }) => rejection !== null)
  const isGood = left.length === 0
  return (
    <Stack gap="md">
      <Alert
        role="status"
        color={isGood ? 'green' : 'orange'}
        radius="lg"
        icon={isGood ? <IconCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
        title={fresh === 0 && known > 0 ? t('bank.result.same', { name }) : t('bank.result.title', { name })}
      >
        <Stack gap={2}>
          {lines.length === 0 && <Text size="sm">{t('bank.result.empty')}</Text>}
          {lines.map(line => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
          {rejected.map(({ id, rejection }) => (
            <Text key={id} size="sm">
              {t('bank.result.fileRejected', { reason: `${rejection?.reason} ${rejection?.words}`.trim() })}
            </Text>
          ))}
        </Stack>
      </Alert>
      {left.length > 0 && <LeftTable rows={left} />}
    </Stack>
  )
}
