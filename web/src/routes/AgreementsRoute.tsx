import { AgreementsPage } from '../features/agreements/AgreementsPage.tsx'

export function AgreementsRoute() {
  return <AgreementsPage />
}
