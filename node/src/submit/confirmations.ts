import type { Confirmations } from '@concordat/sdk/types.ts'
import { type Address, concat, type Hex } from 'viem'
import type { Quorum } from '../facts/quorums.ts'

/**
 * As many signatures as the contract needs, in the order of the members, or null while there are not more than k.
 * @param signatures By attestor, lower case; those of former members do not count.
 */
export function buildConfirmations(
  { attestors, k }: Quorum,
  signatures: ReadonlyMap<Address, Hex>,
): Confirmations | null {
  let mask = 0
  const parts: Hex[] = []
  for (const [i, attestor] of attestors.entries()) {
    const signature = signatures.get(attestor)
    if (signature === undefined || parts.length > k) continue
    mask |= 1 << i
    parts.push(signature)
  }
  // The shift makes a signed number of the 32nd member's bit.
  return parts.length > k ? { mask: mask >>> 0, signatures: concat(parts) } : null
}
