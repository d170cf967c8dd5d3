import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Button, Group, Stack } from '@mantine/core'
import { IconDeviceMobile, IconSignature } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { Section } from '../../../components/Section.tsx'
import { useDraft } from '../document/DraftContext.tsx'
import { updateOf } from '../document/kept.ts'
import { ParcelOut } from './ParcelOut.tsx'
import type { Parcel } from './parcel.ts'
import { useOutbox } from './useOutbox.ts'
import { useSignParcel } from './useSignParcel.ts'

type DevicesTabProps = { view: DraftView; upToDate: boolean }

/** Passes the draft, or a signature under it, to another device: no server is needed between them. */
export function DevicesTab({ view, upToDate }: DevicesTabProps) {
  const { t } = useTranslation()
  const { room, terms, account } = useDraft()
  const { put } = useOutbox()
  const [draft, setDraft] = useState<Parcel | null>(null)
  const make = useSignParcel(view)
  const sign = useMutation({
    mutationFn: make.run,
    // Whichever device meets the server first tells it.
    onSuccess: put,
  })
  const name = view.id.slice(2, 10)
  const show = () =>
    setDraft({ kind: 'draft', id: view.id, account, title: terms.title, update: updateOf(room.doc), view })
  return (
    <Stack gap="xl">
      <Section title={t('transfer.passDraft')} lead={t('transfer.passDraftLead')}>
        <Group>
          <Button variant="default" leftSection={<IconDeviceMobile size={18} aria-hidden />} onClick={show}>
            {t('transfer.showDraft')}
          </Button>
        </Group>
        {draft && <ParcelOut parcel={draft} fileName={`draft-${name}`} />}
      </Section>
      <Section title={t('transfer.passSignature')} lead={t(`transfer.pass.${make.kind}`)}>
        {make.kind !== 'none' && (
          <Group>
            <Button
              variant="default"
              leftSection={<IconSignature size={18} aria-hidden />}
              loading={sign.isPending}
              disabled={make.kind === 'confirmation' && (!upToDate || view.problems.length > 0)}
              onClick={() => sign.mutate()}
            >
              {t('transfer.signHere')}
            </Button>
          </Group>
        )}
        {sign.isError && <ErrorState error={sign.error} />}
        {sign.data && <ParcelOut parcel={sign.data} fileName={`signature-${name}`} />}
      </Section>
    </Stack>
  )
}
