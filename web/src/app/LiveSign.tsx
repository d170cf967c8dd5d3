import { Alert, Box, Group, Text } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LiveState } from '../lib/live.ts'

const colors: Record<LiveState, string> = { connecting: '#9aa5ab', live: '#3d9a6d', lost: '#d9534f' }

/** Whether news arrive by themselves. */
export function LiveSign({ state }: { state: LiveState }) {
  const { t } = useTranslation()
  return (
    <Group gap={8} role="status">
      <Box aria-hidden w={8} h={8} style={{ borderRadius: 4, background: colors[state] }} />
      <Text size="sm" c="dimmed">
        {t(`live.${state}`)}
      </Text>
    </Group>
  )
}

/** Says at the head of the page that what it shows may be out of date. */
export function LiveNotice({ state }: { state: LiveState }) {
  const { t } = useTranslation()
  if (state !== 'lost') return null
  return (
    <Alert
      role="alert"
      color="yellow"
      radius="lg"
      mb="lg"
      icon={<IconPlugConnectedX aria-hidden />}
      title={t('live.lostTitle')}
    >
      {t('live.lostText')}
    </Alert>
  )
}
