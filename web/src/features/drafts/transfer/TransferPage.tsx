import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconCamera, IconFileImport, IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Section } from '../../../components/Section.tsx'
import { ApiError } from '../../../lib/api.ts'
import { Camera } from './Camera.tsx'
import { OutboxSection } from './OutboxSection.tsx'
import { ParcelIn } from './ParcelIn.tsx'
import { type Parcel, unpackParcel } from './parcel.ts'
import { type Collected, collectPiece, joinPieces } from './pieces.ts'
import { readImage } from './readImage.ts'

/** Takes over a draft or a signature from another device. */
export function TransferPage() {
  const { t } = useTranslation()
  const [filming, setFilming] = useState(false)
  const [collected, setCollected] = useState<Collected | null>(null)
  const [parcel, setParcel] = useState<Parcel | null>(null)
  const [error, setError] = useState<unknown>(null)

  const open = async (packed: string) => {
    try {
      setParcel(await unpackParcel(packed))
      setError(null)
    } catch (thrown) {
      setError(thrown)
    }
    setFilming(false)
    setCollected(null)
  }
  const see = (codes: (string | null)[]) => {
    const next = codes.reduce<Collected | null>(
      (before, code) => (code ? collectPiece(before, code) : before),
      collected,
    )
    setCollected(next)
    const packed = next && joinPieces(next)
    if (packed) void open(packed)
    else setError(next ? null : new ApiError(422, { code: 'CodeUnreadable', message: 'No code' }))
  }
  return (
    <Stack gap="xl">
      <PageHeader title={t('transfer.title')} lead={t('transfer.lead')} />
      <Section title={t('transfer.read')} lead={t('transfer.readLead')}>
        <Group gap="sm">
          <FileButton onChange={async file => file && open(await file.text())}>
            {props => (
              <Button leftSection={<IconFileImport size={18} aria-hidden />} {...props}>
                {t('transfer.fromFile')}
              </Button>
            )}
          </FileButton>
          <Button
            variant="default"
            leftSection={<IconCamera size={18} aria-hidden />}
            onClick={() => setFilming(!filming)}
            aria-pressed={filming}
          >
            {filming ? t('transfer.stopCamera') : t('transfer.fromCamera')}
          </Button>
          <FileButton multiple accept="image/*" onChange={async files => see(await Promise.all(files.map(readImage)))}>
            {props => (
              <Button variant="default" leftSection={<IconPhoto size={18} aria-hidden />} {...props}>
                {t('transfer.fromImage')}
              </Button>
            )}
          </FileButton>
        </Group>
        {filming && <Camera onCode={code => see([code])} />}
        {collected && (
          <Text role="status">{t('transfer.collected', { number: collected.parts.size, count: collected.count })}</Text>
        )}
        {error !== null && <ErrorState error={error} />}
      </Section>
      {parcel && <ParcelIn key={JSON.stringify(parcel)} parcel={parcel} />}
      <OutboxSection />
    </Stack>
  )
}
