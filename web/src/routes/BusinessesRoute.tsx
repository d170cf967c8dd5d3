import { BusinessesPage } from '../features/business/BusinessesPage.tsx'

export function BusinessesRoute() {
  return <BusinessesPage />
}
