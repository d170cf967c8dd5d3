import { ReconcilePage } from '../features/reconcile/ReconcilePage.tsx'

export function ReconcileRoute() {
  return <ReconcilePage />
}
