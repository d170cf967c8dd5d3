import { useParams } from '@tanstack/react-router'
import { AccountPage } from '../features/accounts/AccountPage.tsx'

export function AccountRoute() {
  const { address } = useParams({ from: '/accounts/$address' })
  return <AccountPage key={address} address={address} />
}
