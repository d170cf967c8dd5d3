import { Button, Center, Group, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { QrCode } from '../../../components/QrCode.tsx'
import { type Parcel, packParcel } from './parcel.ts'
import { cutPieces } from './pieces.ts'
import { saveFile } from './saveFile.ts'

const frameMilliseconds = 350

/** A parcel to take along: as a file, or as codes that the other device reads one after another. */
export function ParcelOut({ parcel, fileName }: { parcel: Parcel; fileName: string }) {
  const { t } = useTranslation()
  const packed = useQuery({
    queryKey: ['parcel', parcel],
    queryFn: () => packParcel(parcel),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (packed.isError) return <ErrorState error={packed.error} />
  if (!packed.data) return null
  const text = packed.data
  return (
    <Stack gap="md">
      <Group>
        <Button
          leftSection={<IconDownload size={18} aria-hidden />}
          onClick={() => saveFile(`${fileName}.concordat`, text, 'application/octet-stream')}
        >
          {t('transfer.save')}
        </Button>
      </Group>
      <Film pieces={cutPieces(text)} />
    </Stack>
  )
}

function Film({ pieces }: { pieces: string[] }) {
  const { t } = useTranslation()
  const [at, setAt] = useState(0)
  const [still, setStill] = useState(false)
  const count = pieces.length
  useEffect(() => {
    if (count < 2 || still) return
    const timer = setInterval(() => setAt(before => (before + 1) % count), frameMilliseconds)
    return () => clearInterval(timer)
  }, [count, still])
  const shown = at % count
  return (
    <Stack gap="xs" align="center">
      <Center>
        <QrCode text={pieces[shown] ?? ''} label={t('transfer.code', { number: shown + 1, count })} size={400} />
      </Center>
      {count > 1 && (
        <Group gap="sm">
          <Text size="sm" c="dimmed">
            {t('transfer.code', { number: shown + 1, count })}
          </Text>
          <Button size="compact-sm" variant="default" onClick={() => setStill(!still)}>
            {still ? t('transfer.play') : t('transfer.pause')}
          </Button>
          {still && (
            <Button size="compact-sm" variant="default" onClick={() => setAt((shown + 1) % count)}>
              {t('transfer.next')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  )
}
