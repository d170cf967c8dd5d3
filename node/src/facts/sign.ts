import * as secp256k1 from 'tiny-secp256k1'
import { type Address, bytesToHex, type Hex, hexToBytes, keccak256 } from 'viem'

/** Signs a digest with the node's key: the same digest gives the same 64 bytes (r, vs), ERC-2098. */
export function signDigest(digest: Hex, privateKey: Hex): Hex {
  const { signature, recoveryId } = secp256k1.signRecoverable(hexToBytes(digest), hexToBytes(privateKey))
  const compact = Uint8Array.from(signature)
  // The top bit of s is free, since s is at most half the order: it holds the parity.
  if (recoveryId & 1) compact[32] = (compact[32] ?? 0) | 0x80
  return bytesToHex(compact)
}

/** Who signed a digest, in lower case, or null when nobody can have. */
export function recoverSigner(digest: Hex, signature: Hex): Address | null {
  const bytes = hexToBytes(signature)
  if (bytes.length !== 64) return null
  const parity = ((bytes[32] ?? 0) >> 7) as 0 | 1
  bytes[32] = (bytes[32] ?? 0) & 0x7f
  try {
    const key = secp256k1.recover(hexToBytes(digest), bytes, parity, false)
    return key && `0x${keccak256(key.subarray(1)).slice(-40)}`
  } catch {
    return null
  }
}
