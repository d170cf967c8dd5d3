import { type Signer, signersOf } from '@concordat/sdk/splits/amendmentSignatures.ts'
import type { AccountView, AgreementSummary, PendingVersion } from '@concordat/sdk/views.ts'
import { useQueries } from '@tanstack/react-query'
import { isOpen, leaversQuery } from '../../lib/amendments.ts'

/** An amendment that can still be signed, and whose signature it lacks. */
export type OpenAmendment = { agreement: AgreementSummary; pending: PendingVersion; missing: Signer[] }

/** The open amendments of an account's agreements. */
export function useAmendments({ agreements }: AccountView): OpenAmendment[] {
  const open = agreements.flatMap(agreement =>
    agreement.pending.filter(isOpen).map(pending => ({ agreement, pending })),
  )
  const kept = useQueries({
    queries: open.map(({ pending }) => leaversQuery(pending)),
    combine: results => results.map(({ data }) => data ?? []),
  })
  return open.map((amendment, index) => ({
    ...amendment,
    missing: signersOf(amendment.pending, kept[index] ?? []).filter(({ signedAt }) => signedAt === null),
  }))
}
