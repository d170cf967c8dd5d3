import type { BusinessView } from '@concordat/sdk/views.ts'
import { isAddressEqual } from 'viem'
import { useActor } from '../../../lib/actor.tsx'
import { useSession } from '../../../lib/session.tsx'

/** The roles of participants who act for a business, as the server has them. */
const managing = ['owner', 'manager', 'operator', 'merchant', 'promoter', 'publisher']

/** Whether the acting account is signed in and manages the business, so that no access key is needed. */
export function useManages({ participants }: BusinessView): boolean {
  const { actor } = useActor()
  const { state } = useSession()
  if (!actor || state !== 'signedIn') return false
  return participants.some(
    ({ role, account }) => managing.includes(role.toLowerCase()) && isAddressEqual(account, actor.address),
  )
}
