import { Button, FileButton, Paper, Stack, Text } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Where a file is dropped or chosen. */
export function DropArea({ onFile }: { onFile: (file: File) => void }) {
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
