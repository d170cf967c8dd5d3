import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { ApiError } from '../errors.ts'

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

export type Seal = {
  /** Encrypts a text; `bound` is not kept, and has to be the same when it is opened. */
  close: (text: string, bound: string) => Buffer
  open: (sealed: Uint8Array, bound: string) => string
}

/** Encrypts what only its owner may know, with a key that lies beside the database and not in it. */
export function createSeal(state: string): Seal {
  let known: Buffer | undefined
  const key = () => {
    known ??= readKey(join(state, 'keys'))
    return known
  }
  return {
    close: (text, bound) => {
      const nonce = randomBytes(nonceBytes)
      const sealing = createCipheriv(cipher, key(), nonce).setAAD(Buffer.from(bound))
      const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()])
      return Buffer.concat([nonce, sealing.getAuthTag(), sealed])
    },
    open: (sealed, bound) => {
      const bytes = Buffer.from(sealed)
      const text = bytes.subarray(nonceBytes + tagBytes)
      const opening = createDecipheriv(cipher, key(), bytes.subarray(0, nonceBytes)).setAAD(Buffer.from(bound))
      opening.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
      try {
        return Buffer.concat([opening.update(text), opening.final()]).toString('utf8')
      } catch {
        throw new ApiError(
          500,
          'SealBroken',
          "What is encrypted cannot be opened with the key in this server's keys folder.",
        )
      }
    },
  }
}

/** The key, made where there is none; whoever comes first makes it. */
function readKey(folder: string): Buffer {
  const file = join(folder, 'particulars')
  try {
    return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  const descriptor = openSync(draft, 'w', 0o600)
  writeSync(descriptor, `${randomBytes(32).toString('hex')}\n`)
  fsyncSync(descriptor)
  closeSync(descriptor)
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  unlinkSync(draft)
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
}
