import type { AmendsView } from '@concordat/sdk/drafts/amendsViews.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { useMemo } from 'react'
import { type Address, isAddressEqual } from 'viem'
import { useDraft } from '../document/DraftContext.tsx'

/** Which terms the draft changes, and whether an account is a party of them. */
export function useInForce(account: Address | null): { amends: AmendsView | null; inForce: boolean } {
  const { amends } = useDraft()
  const parties = useMemo(() => (amends ? decodeTerms(amends.terms).parties : []), [amends])
  return { amends, inForce: account !== null && parties.some(party => isAddressEqual(party.account, account)) }
}
