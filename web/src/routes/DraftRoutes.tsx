import { useParams } from '@tanstack/react-router'
import { DraftsPage } from '../features/drafts/list/DraftsPage.tsx'
import { NewDraftPage } from '../features/drafts/list/NewDraftPage.tsx'
import { InvitationPage } from '../features/drafts/people/InvitationPage.tsx'
import { TransferPage } from '../features/drafts/transfer/TransferPage.tsx'

export const DraftsRoute = () => <DraftsPage />
export const NewDraftRoute = () => <NewDraftPage />
export const TransferRoute = () => <TransferPage />

export function InvitationRoute() {
  const { token } = useParams({ from: '/invitations/$token' })
  return <InvitationPage key={token} token={token} />
}
