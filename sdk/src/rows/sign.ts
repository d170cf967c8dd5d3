import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Hex } from 'viem'
import { ConcordatError } from '../errors/concordatError.ts'
import { businessId } from '../ids.ts'
import type { FeedRow, UnsignedRow } from './schema.ts'

/** A business's P-256 key pair: PKCS#8 and SPKI in base64. */
export type BusinessKey = { privateKey: string; publicKey: string }

export function createBusinessKey(): BusinessKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  }
}

/** The id by which terms name a business: the hash of its public key. */
export function businessIdOf(publicKey: string): Hex {
  return businessId(Buffer.from(publicKey, 'base64'))
}

/** What is signed: RFC 8785 JSON of the row without its signature. */
export function canonicalRow(row: UnsignedRow | FeedRow): Buffer {
  const { signature: _, ...unsigned } = row as FeedRow
  return Buffer.from(canonicalize(unsigned) as string)
}

/** Signs a row as the business. */
export function signRow(row: UnsignedRow, privateKey: string): FeedRow {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), type: 'pkcs8', format: 'der' })
  const signature = sign('sha256', canonicalRow(row), { key, dsaEncoding: 'ieee-p1363' })
  return { ...row, signature: signature.toString('base64') } as FeedRow
}

/** Refuses a row that its business did not sign as it is: throws RowSignature. */
export function verifyRow(row: FeedRow): void {
  const refuse = () => new ConcordatError('RowSignature', { seq: row.seq })
  if (businessIdOf(row.publicKey) !== row.business) throw refuse()
  const key = publicKeyOf(row.publicKey)
  const signature = Buffer.from(row.signature, 'base64')
  if (!key || !verify('sha256', canonicalRow(row), { key, dsaEncoding: 'ieee-p1363' }, signature)) throw refuse()
}

const parsed = new Map<string, ReturnType<typeof createPublicKey>>()

/** Parsing a key costs as much as using it, and a business has one for all its rows. */
function publicKeyOf(publicKey: string) {
  const known = parsed.get(publicKey)
  if (known) return known
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' })
    if (parsed.size < 1_000) parsed.set(publicKey, key)
    return key
  } catch {
    return undefined
  }
}
