import { useParams } from '@tanstack/react-router'
import { BusinessPage } from '../features/business/BusinessPage.tsx'

export function BusinessRoute() {
  const { id } = useParams({ from: '/businesses/$id' })
  return <BusinessPage key={id} id={id} />
}
