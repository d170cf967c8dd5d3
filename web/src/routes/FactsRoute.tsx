import { FactsPage } from '../features/facts/FactsPage.tsx'

export function FactsRoute() {
  return <FactsPage />
}
