import * as Secp256k1 from 'ox/Secp256k1'
import type { Address, Hex } from 'viem'

const halfOrder = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n

/** Who signed a digest, in lower case, or null when nobody can have. 64 bytes (ERC-2098) or 65, without a twin. */
export function signerOf(digest: Hex, signature: Hex): Address | null {
  try {
    if (signature.length !== 130 && signature.length !== 132) return null
    const parsed = readSignature(signature)
    if (parsed.s > halfOrder) return null
    return Secp256k1.recoverAddress({ payload: digest, signature: parsed }).toLowerCase() as Address
  } catch {
    return null
  }
}

function readSignature(signature: Hex) {
  const r = BigInt(signature.slice(0, 66))
  const word = BigInt(`0x${signature.slice(66, 130)}`)
  if (signature.length === 132) return { r, s: word, yParity: Number(`0x${signature.slice(130)}`) - 27 }
  return { r, s: word & ((1n << 255n) - 1n), yParity: Number(word >> 255n) }
}

/** Cuts the signatures of confirmations apart. */
export function splitSignatures(signatures: Hex): Hex[] {
  return (signatures.slice(2).match(/.{128}/g) ?? []).map(part => `0x${part}` as Hex)
}
