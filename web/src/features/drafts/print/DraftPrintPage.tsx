import { termsAt } from '@concordat/sdk/drafts/journal.ts'
import type { DraftView, JournalView } from '@concordat/sdk/drafts/views.ts'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { QueryState } from '../../../components/QueryState.tsx'
import { draftQuery, journalQuery } from '../queries.ts'
import { SignedIn } from '../session/SignedIn.tsx'
import { Contract } from './Contract.tsx'
import { PrintFrame } from './PrintFrame.tsx'
import { SignedCheck } from './SignedCheck.tsx'
import { useFileText } from './useFileText.ts'

/** A draft on paper, as the journal has it. */
export function DraftPrintPage({ id }: { id: Hex }) {
  const { t } = useTranslation()
  return (
    <SignedIn title={t('nav.drafts')}>
      <Loader id={id} />
    </SignedIn>
  )
}

function Loader({ id }: { id: Hex }) {
  const view = useQuery(draftQuery(id))
  const journal = useQuery(journalQuery(id))
  return (
    <QueryState query={view}>
      {draft => <QueryState query={journal}>{entries => <Sheet view={draft} journal={entries} />}</QueryState>}
    </QueryState>
  )
}

function Sheet({ view, journal }: { view: DraftView; journal: JournalView }) {
  const { t } = useTranslation()
  const file = useMemo(() => termsAt(journal.entries, journal.entries.length - 1), [journal.entries])
  const text = useFileText(file)
  const accountOf = (party: string) => view.seats.find(seat => seat.party === party)?.account ?? null
  return (
    <PrintFrame
      title={file.title}
      digest={view.proposed ?? view.snapshot}
      digestLabel={view.proposed ? t('sign.digest') : t('print.draftDigest')}
      back={
        <Link to="/drafts/$id" params={{ id: view.id }} style={{ color: 'var(--mantine-color-anchor)' }}>
          {t('print.toDraft')}
        </Link>
      }
    >
      {!view.proposed && (
        <Text ta="center" fw={600} mb="md">
          {t('print.isDraft')}
        </Text>
      )}
      {view.proposal && <SignedCheck terms={view.proposal.terms} file={file} head={view.journalHead} />}
      <Contract
        title={file.title}
        parties={file.parties.map(({ name, role }) => ({ name, role, account: accountOf(name) }))}
        text={text}
        prose={file.prose ?? null}
        attachments={file.attachments ?? []}
      />
    </PrintFrame>
  )
}
