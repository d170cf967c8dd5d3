import { Alert, Button, Container, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Preferences } from '../../app/Preferences.tsx'
import { useFormat } from '../../lib/useFormat.ts'
import { DropArea } from './check/DropArea.tsx'
import { type Examination, useVerdict } from './check/useVerdict.ts'
import { VerdictView } from './VerdictView.tsx'

/** Checks a proof of an agreement with nothing but the file. */
export function VerifyPage() {
  const { t } = useTranslation()
  const { examination, examine, clear } = useVerdict()
  return (
    <Container size="md" py="xl" component="main">
      <Stack gap="xl">
        <Group justify="space-between" align="flex-start">
          <Title order={1}>{t('proof.title')}</Title>
          <Preferences />
        </Group>
        <Text maw={680}>{t('proof.lead')}</Text>
        {examination.status === 'checking' ? (
          <Checking percent={examination.percent} onCancel={clear} />
        ) : examination.status === 'done' ? (
          <>
            <Group justify="space-between">
              <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                {examination.name}
              </Text>
              <Button variant="default" onClick={clear}>
                {t('proof.another')}
              </Button>
            </Group>
            <VerdictView verdict={examination.verdict} />
          </>
        ) : (
          <>
            <Refusal examination={examination} />
            <DropArea onFile={examine} />
          </>
        )}
      </Stack>
    </Container>
  )
}

function Checking({ percent, onCancel }: { percent: number; onCancel: () => void }) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs" maw={480}>
      <Text role="status">{t('proof.checking')}</Text>
      <Progress value={percent} aria-label={t('proof.checking')} />
      <Group>
        <Button variant="subtle" size="compact-sm" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}

/** Why a file could not be looked into. */
function Refusal({ examination }: { examination: Examination }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (examination.status === 'idle') return null
  const { limit = 0 } = examination.status === 'tooLarge' ? examination : {}
  const sentence =
    examination.status === 'notJson'
      ? t('proof.notJson')
      : examination.status === 'tooLarge'
        ? t('proof.tooLarge', { limit: format.bytes(limit) })
        : t('proof.broken')
  return (
    <Alert color="red" role="alert">
      {sentence}
    </Alert>
  )
}
