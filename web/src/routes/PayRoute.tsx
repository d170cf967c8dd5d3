import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { PayPage } from '../features/pay/PayPage.tsx'

export function PayRoute() {
  const { root } = useParams({ from: '/pay/$root' })
  const { checkout } = useSearch({ from: '/pay/$root' })
  const navigate = useNavigate({ from: '/pay/$root' })
  return <PayPage key={root} root={root} checkout={checkout ?? null} onAgain={() => navigate({ search: {} })} />
}
