import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Address, Hex } from 'viem'
import { PageError } from '../../../components/PageError.tsx'
import { PageSkeleton } from '../../../components/PageSkeleton.tsx'
import { useActor } from '../../../lib/actor.tsx'
import { ApiError } from '../../../lib/api.ts'
import { useRoom } from '../document/useRoom.ts'
import { SignedIn } from '../session/SignedIn.tsx'
import { DraftWorkspace } from './DraftWorkspace.tsx'
import type { DraftTab } from './tabs.ts'
import { useDraftView } from './useDraftView.ts'

type DraftPageProps = { id: Hex; tab: DraftTab | null; onTab: (tab: DraftTab) => void }

/** A draft: the terms being written, what they would bring, how they came about, and who is at the table. */
export function DraftPage(props: DraftPageProps) {
  const { t } = useTranslation()
  const { actor } = useActor()
  const loader = actor && <Loader key={actor.address} account={actor.address} {...props} />
  return (
    <SignedIn title={t('nav.drafts')} offline={loader}>
      {loader}
    </SignedIn>
  )
}

function Loader({ id, account, tab, onTab }: DraftPageProps & { account: Address }) {
  const { t } = useTranslation()
  const { room, connection } = useRoom(id, account)
  const { view, query } = useDraftView(id, room)
  if (connection === 'refused' && !query.isPending) {
    return <PageError error={query.error ?? new ApiError(404, { code: 'DraftUnknown', message: t('draft.refused') })} />
  }
  if (view && room) {
    return <DraftWorkspace view={view} room={room} connection={connection} account={account} tab={tab} onTab={onTab} />
  }
  if (query.isError) return <PageError error={query.error} retry={() => query.refetch()} />
  return room ? <PageSkeleton /> : <Skeleton height={320} radius="lg" />
}
