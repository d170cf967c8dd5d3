import { useParams } from '@tanstack/react-router'
import { AlertsPage } from '../features/alerts/AlertsPage.tsx'
import { ConfirmMailPage } from '../features/alerts/ConfirmMailPage.tsx'
import { SignedIn } from '../features/drafts/session/SignedIn.tsx'
import { useActor } from '../lib/actor.tsx'

export function AlertsRoute() {
  const { actor } = useActor()
  return <SignedIn>{actor && <AlertsPage key={actor.address} account={actor.address} />}</SignedIn>
}

export function ConfirmMailRoute() {
  const { token } = useParams({ from: '/alerts/confirm/$token' })
  return <ConfirmMailPage key={token} token={token} />
}
