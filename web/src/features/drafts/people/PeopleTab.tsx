import type { DraftView, SeatView } from '@concordat/sdk/drafts/views.ts'
import { Stack } from '@mantine/core'
import { useFocusReturn } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../components/Section.tsx'
import { InviteModal } from './InviteModal.tsx'
import { SeatRow } from './SeatRow.tsx'

/** Who sits at the table, who is invited, and who holds the draft up. */
export function PeopleTab({ view }: { view: DraftView }) {
  const { t } = useTranslation()
  const [inviting, setInviting] = useState<SeatView | null>(null)
  useFocusReturn({ opened: inviting !== null })
  return (
    <Section title={t('draft.people.title')} lead={t('draft.people.lead')}>
      <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {view.seats.map((seat, place) => (
          <SeatRow key={seat.id} view={view} seat={seat} place={place} onInvite={() => setInviting(seat)} />
        ))}
      </Stack>
      {inviting && <InviteModal view={view} seat={inviting} onClose={() => setInviting(null)} />}
    </Section>
  )
}
