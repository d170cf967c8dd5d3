import { createPrivateKey, type KeyObject } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { businessIdOf, createBusinessKey } from '@concordat/sdk/rows/sign.ts'
import type { Hex } from 'viem'
import { ApiError } from '../errors.ts'

export type BusinessKey = {
  id: Hex
  /** SubjectPublicKeyInfo (DER), base64. */
  publicKey: string
}

export type KeyStore = {
  /** Makes a P-256 key pair and keeps it before the id is known to anyone. */
  create: () => BusinessKey
  /** The key that signs the business's rows. */
  get: (business: Hex) => KeyObject
}

/** Keeps the businesses' signing keys as files that only this user can read, apart from the database and its backups. */
export function createKeyStore(state: string): KeyStore {
  const folder = join(state, 'keys')
  const fileOf = (business: Hex) => join(folder, `business-${business}`)
  const known = new Map<Hex, KeyObject>()

  return {
    create: () => {
      const { privateKey, publicKey } = createBusinessKey()
      const id = businessIdOf(publicKey)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeDurably(fileOf(id), `${privateKey}\n`)
      return { id, publicKey }
    },
    get: business => {
      const cached = known.get(business)
      if (cached) return cached
      let text: string
      try {
        text = readFileSync(fileOf(business), 'utf8')
      } catch {
        throw new ApiError(
          500,
          'SigningKeyMissing',
          `The signing key of business ${business} is not in this server's keys folder.`,
        )
      }
      const key = createPrivateKey({ key: Buffer.from(text, 'base64'), type: 'pkcs8', format: 'der' })
      known.set(business, key)
      return key
    },
  }
}

/** On disk under its name only when complete: a key whose id is in use is never half of one. */
function writeDurably(file: string, text: string): void {
  const descriptor = openSync(`${file}.new`, 'w', 0o600)
  writeSync(descriptor, text)
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(`${file}.new`, file)
}
