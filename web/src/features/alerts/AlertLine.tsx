import { alertPath } from '@concordat/sdk/alerts/alertPath.ts'
import type { AlertView } from '@concordat/sdk/views.ts'
import { Box, Group, Text, UnstyledButton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/useFormat.ts'
import { useMarkRead } from './queries.ts'
import { useAlertSentence } from './useAlertSentence.ts'

type AlertLineProps = { alert: AlertView; onOpen?: () => void }

/** One alert; opening it leads to what it is about, and marks it as read. */
export function AlertLine({ alert, onOpen }: AlertLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useAlertSentence()
  const navigate = useNavigate()
  const markRead = useMarkRead()
  const unread = alert.readAt === null
  const open = () => {
    if (unread) markRead.mutate([alert.id])
    onOpen?.()
    navigate({ href: alertPath(alert) })
  }
  return (
    <UnstyledButton className="alert-line" onClick={open} w="100%" px="sm" py="xs">
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Box
          aria-hidden
          mt={7}
          w={8}
          h={8}
          style={{ borderRadius: 4, flex: 'none', background: unread ? 'var(--mantine-color-red-6)' : 'transparent' }}
        />
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={unread ? 600 : 400} style={{ overflowWrap: 'anywhere' }}>
            {sentence(alert)}
          </Text>
          <Text size="xs" c="dimmed">
            {format.dateTime(alert.raisedAt)}
            {unread ? ` · ${t('alerts.unread')}` : ''}
          </Text>
        </div>
      </Group>
    </UnstyledButton>
  )
}
