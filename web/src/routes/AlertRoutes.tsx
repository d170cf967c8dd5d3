import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AlertsPage } from '../features/alerts/AlertsPage.tsx'
import { ConfirmMailPage } from '../features/alerts/ConfirmMailPage.tsx'
import { SignedIn } from '../features/drafts/session/SignedIn.tsx'
import { useActor } from '../lib/actor.tsx'

export function AlertsRoute() {
  const { t } = useTranslation()
  const { actor } = useActor()
  return (
    <SignedIn title={t('alerts.title')}>{actor && <AlertsPage key={actor.address} account={actor.address} />}</SignedIn>
  )
}

export function ConfirmMailRoute() {
  const { token } = useParams({ from: '/alerts/confirm/$token' })
  return <ConfirmMailPage key={token} token={token} />
}
