import { type Address, type Hex, isAddressEqual } from 'viem'
import type { LeaverSignature, PendingVersion } from '../views.ts'

/** Somebody an amendment needs, with what is kept for those who leave. */
export type Signer = PendingVersion['signers'][number]

/** The signers of an amendment; those who leave have signed once the server keeps their signature. */
export function signersOf(pending: PendingVersion, kept: readonly LeaverSignature[]): Signer[] {
  return pending.signers.map(signer => {
    const own = signer.leaves ? kept.find(each => isAddressEqual(each.account, signer.account)) : undefined
    return own ? { ...signer, signedAt: own.at } : signer
  })
}

/**
 * The signatures in the order in which `amend` takes them; null while one is missing.
 * @param given The signature of somebody who has not handed one in before.
 */
export function signaturesOf(
  pending: PendingVersion,
  kept: readonly LeaverSignature[],
  given?: { account: Address; signature: Hex },
): Hex[] | null {
  const signatures = pending.signers.map(({ account, leaves, signedAt }): Hex | null => {
    if (given && isAddressEqual(given.account, account)) return given.signature
    if (leaves) return kept.find(each => isAddressEqual(each.account, account))?.signature ?? null
    return signedAt === null ? null : '0x'
  })
  return signatures.every(signature => signature !== null) ? signatures : null
}
