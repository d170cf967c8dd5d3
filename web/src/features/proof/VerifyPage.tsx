import { Alert, Button, Container, FileButton, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Preferences } from '../../app/Preferences.tsx'
import { useVerdict } from './useVerdict.ts'
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
        {examination.status === 'notJson' && <Alert color="red">{t('proof.notJson')}</Alert>}
        {examination.status === 'checking' ? (
          <Group role="status">
            <Loader size="sm" />
            <Text>{t('proof.checking')}</Text>
          </Group>
        ) : examination.status === 'done' ? (
          <>
            <Group justify="space-between">
              <Text fw={600}>{examination.name}</Text>
              <Button variant="default" onClick={clear}>
                {t('proof.another')}
              </Button>
            </Group>
            <VerdictView verdict={examination.verdict} />
          </>
        ) : (
          <DropArea onFile={examine} />
        )}
      </Stack>
    </Container>
  )
}

function DropArea({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }
  return (
    <Paper
      p="xl"
      {...(over ? { bg: 'var(--mantine-color-harbor-light)' } : {})}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Stack align="center" py="xl">
        <Text>{t('proof.drop')}</Text>
        <FileButton onChange={file => file && onFile(file)} accept="application/json,.json">
          {props => <Button {...props}>{t('proof.choose')}</Button>}
        </FileButton>
      </Stack>
    </Paper>
  )
}
