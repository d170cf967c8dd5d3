import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { DraftsPage } from '../features/drafts/list/DraftsPage.tsx'
import { NewDraftPage } from '../features/drafts/list/NewDraftPage.tsx'
import { DraftPage } from '../features/drafts/page/DraftPage.tsx'
import { InvitationPage } from '../features/drafts/people/InvitationPage.tsx'
import { TransferPage } from '../features/drafts/transfer/TransferPage.tsx'

// In one piece: a draft taken over from another device is opened while no server delivers another.

export const DraftsRoute = () => <DraftsPage />
export const NewDraftRoute = () => <NewDraftPage />
export const TransferRoute = () => <TransferPage />

export function InvitationRoute() {
  const { token } = useParams({ from: '/invitations/$token' })
  return <InvitationPage key={token} token={token} />
}

export function DraftRoute() {
  const { id } = useParams({ from: '/drafts/$id' })
  const { tab } = useSearch({ from: '/drafts/$id' })
  const navigate = useNavigate({ from: '/drafts/$id' })
  return (
    <DraftPage
      key={id}
      id={id}
      tab={tab ?? null}
      onTab={next => navigate({ search: { tab: next }, replace: true, resetScroll: false })}
    />
  )
}
