import { signersOf } from '@concordat/sdk/splits/amendmentSignatures.ts'
import type { AccountView } from '@concordat/sdk/views.ts'
import { useQueries } from '@tanstack/react-query'
import { isAddressEqual } from 'viem'
import { isOpen, leaversQuery } from '../../lib/amendments.ts'

/** Amendments that wait for the signature of an account. */
export function useAmendmentsToSign({ address, agreements }: AccountView) {
  const open = agreements.flatMap(agreement =>
    agreement.pending.filter(isOpen).map(pending => ({ agreement, pending })),
  )
  const kept = useQueries({
    queries: open.map(({ pending }) => leaversQuery(pending)),
    combine: results => results.map(({ data }) => data ?? []),
  })
  return open.filter(({ pending }, index) =>
    signersOf(pending, kept[index] ?? []).some(
      ({ account, signedAt }) => isAddressEqual(account, address) && signedAt === null,
    ),
  )
}
