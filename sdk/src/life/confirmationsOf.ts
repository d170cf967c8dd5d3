import {
  type Address,
  concat,
  type Hex,
  isAddressEqual,
  parseSignature,
  serializeCompactSignature,
  signatureToCompactSignature,
  size,
} from 'viem'
import type { Confirmations } from '../types.ts'

/** The word of a quorum as the contracts take it: who signed, and their signatures in the order of the members. */
export function confirmationsOf(
  members: Address[],
  given: { account: Address; signature: Hex }[],
  needed: number,
): Confirmations {
  const signed = members
    .map((member, i) => ({ i, found: given.find(({ account }) => isAddressEqual(account, member)) }))
    .filter(({ found }) => found !== undefined)
    // More than are needed would only cost gas.
    .slice(0, needed)
  return {
    mask: signed.reduce((mask, { i }) => mask | (1 << i), 0),
    signatures: concat(signed.map(({ found }) => compact(found?.signature ?? '0x'))),
  }
}

const compact = (signature: Hex): Hex =>
  size(signature) === 64 ? signature : serializeCompactSignature(signatureToCompactSignature(parseSignature(signature)))
