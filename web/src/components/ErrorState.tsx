import { Alert, Button, Center, Code, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { describeError } from '../lib/messages.ts'

type ErrorStateProps = { error: unknown; retry?: () => void; standalone?: boolean }

/** Says what went wrong, by its code and in a sentence, and offers to try again. */
export function ErrorState({ error, retry, standalone }: ErrorStateProps) {
  const { t, i18n } = useTranslation()
  const { code, sentence, detail } = describeError(error, i18n.language)
  const alert = (
    <Alert
      role="alert"
      color="red"
      radius="lg"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('error.title')}
      maw={640}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{sentence}</Text>
        {detail && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {detail}
          </Text>
        )}
        <Group gap="sm">
          {retry && (
            <Button size="xs" variant="default" onClick={retry}>
              {t('error.retry')}
            </Button>
          )}
          <Text size="xs" c="dimmed">
            {t('error.code')} <Code>{code}</Code>
          </Text>
        </Group>
      </Stack>
    </Alert>
  )
  return standalone ? (
    <Center component="main" mih="100vh" p="md">
      {alert}
    </Center>
  ) : (
    alert
  )
}
