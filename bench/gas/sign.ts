import {
  concat,
  type Hex,
  keccak256,
  parseSignature,
  serializeCompactSignature,
  signatureToCompactSignature,
  stringToHex,
} from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/** An account whose key is made from its name, so that every run signs the same bytes. */
export const signerOf = (name: string): PrivateKeyAccount => privateKeyToAccount(keccak256(stringToHex(name)))

export const signersOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => signerOf(`${name} ${i}`))

/** The 65-byte signature. */
export const signLong = (signer: PrivateKeyAccount, hash: Hex): Promise<Hex> => signer.sign({ hash })

/** The 64-byte signature of ERC-2098. */
export async function signShort(signer: PrivateKeyAccount, hash: Hex): Promise<Hex> {
  return serializeCompactSignature(signatureToCompactSignature(parseSignature(await signer.sign({ hash }))))
}

/** Signatures one after the other. */
export async function signAll(signers: PrivateKeyAccount[], hash: Hex, sign = signShort): Promise<Hex> {
  return concat(await Promise.all(signers.map(signer => sign(signer, hash))))
}

/** The two words of a 64-byte signature. */
export async function signWords(signer: PrivateKeyAccount, hash: Hex): Promise<[Hex, Hex]> {
  const signature = await signShort(signer, hash)
  return [`0x${signature.slice(2, 66)}`, `0x${signature.slice(66)}`]
}
