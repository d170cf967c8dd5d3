import { db } from 'ponder:api'
import { type agreement, type party, version } from 'ponder:schema'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { PendingVersion } from '@concordat/sdk/views.ts'
import { and, asc, eq, inArray, isNull } from 'ponder'
import { getAddress, type Hex } from 'viem'

type Party = typeof party.$inferSelect
type Candidate = Pick<typeof version.$inferSelect, 'digest' | 'previous' | 'terms' | 'declined' | 'concludedAt'>

/** Versions that amend one of the given ones and have not taken effect, oldest first. */
export function listCandidates(digests: Hex[]): Promise<Candidate[]> {
  const { digest, previous, terms, declined, concludedAt } = version
  return db
    .select({ digest, previous, terms, declined, concludedAt })
    .from(version)
    .where(and(inArray(previous, digests), eq(version.vouched, true), isNull(concludedAt)))
    .orderBy(asc(version.order))
}

/**
 * The amendments an agreement waits for.
 * @param candidates Versions of this agreement and others, oldest first.
 * @param parties Of all versions of this agreement and others, in listed order.
 */
export function viewPending(
  { digest: inForce, status }: typeof agreement.$inferSelect,
  candidates: Candidate[],
  parties: Party[],
): PendingVersion[] {
  if (status !== 'effective' && status !== 'frozen') return []
  const current = parties.filter(({ digest }) => digest === inForce)
  return candidates
    .filter(({ previous, concludedAt }) => previous === inForce && concludedAt === null)
    .map(({ digest, terms, declined }) => {
      const own = parties.filter(one => one.digest === digest)
      const leavers = current.filter(({ account }) => own.every(one => one.account !== account))
      return {
        digest,
        signBy: decodeTerms(terms).rules.signBy,
        signers: [
          ...own.map(one => viewSigner(one, one.signedAt, false)),
          ...leavers.map(one => viewSigner(one, null, true)),
        ],
        declined: declined && { ...declined, party: getAddress(declined.party) },
      }
    })
}

function viewSigner({ account, role }: Party, signedAt: number | null, leaves: boolean) {
  return { account: getAddress(account), role, leaves, signedAt }
}
