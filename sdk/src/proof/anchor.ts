import type { Hex } from 'viem'
import { ZERO_HASH } from '../ids.ts'

/** A version, oldest first: the quorum it names, and whether the keys of all who had to sign it did. */
export type Naming = { quorum: Hex; byKeys: boolean }

/**
 * The quorum whose word a proof rests on: that of the last version which can be known without it. The root commits to the
 * first version's; a later version counts as far as keys signed it, because that a contract signed is the quorum's own
 * word. Zero when no such version names one.
 */
export function anchorOf(versions: readonly Naming[]): Hex {
  let anchor: Hex = ZERO_HASH
  for (const [i, { quorum, byKeys }] of versions.entries()) {
    if (i > 0 && !byKeys) break
    if (quorum !== ZERO_HASH) anchor = quorum
  }
  return anchor
}
