import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Alert, Stack, Text } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/useFormat.ts'

/** What participants object to, until they confirm. */
export function Objections({ view }: { view: DraftView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const open = view.objections.filter(objection => objection.open)
  if (open.length === 0 || view.state !== 'negotiating') return null
  return (
    <Stack gap="sm">
      {open.map(({ party, at, text }) => (
        <Alert
          key={`${party} ${at}`}
          color="orange"
          radius="md"
          icon={<IconHandStop aria-hidden />}
          title={t('draft.act.objects', { party, date: format.dateTime(at) })}
        >
          <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {text}
          </Text>
        </Alert>
      ))}
    </Stack>
  )
}
