import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import { largestFile } from '@concordat/sdk/payments/bank/xml.ts'
import { z } from 'zod'
import type { BankSettings } from '../settings.ts'

const patienceMs = 15_000

/** A file that the bank delivered. */
export type Delivered = {
  name: string
  /** Changes when the file does. */
  version: string
  read: () => Promise<Uint8Array>
}

const Names = z.array(z.string().regex(/^\w[\w.-]{0,199}$/)).max(100_000)

/** The files that were delivered to this node. Throws RetryableError when nobody can say. */
export function listDelivered({ account, statements, token }: BankSettings): Promise<Delivered[]> {
  return /^https?:\/\//.test(statements)
    ? listAddress(statements.replace(/\/$/, ''), account, token)
    : listFolder(statements, account)
}

async function listFolder(folder: string, account: string): Promise<Delivered[]> {
  try {
    const names = (await readdir(folder)).filter(name => /\.xml$/i.test(name)).sort()
    return await Promise.all(
      names.map(async name => {
        const file = join(folder, name)
        const { mtimeMs, size } = await stat(file)
        return { name, version: `${mtimeMs} ${size}`, read: () => readFile(file) }
      }),
    )
  } catch (cause) {
    throw unavailable(account, cause)
  }
}

async function listAddress(address: string, account: string, token: string | undefined): Promise<Delivered[]> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const get = async (url: string): Promise<Response> => {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(patienceMs) })
    if (!response.ok) throw new Error(`${url} answered ${response.status}`)
    return response
  }
  try {
    const names = Names.parse(await (await get(address)).json())
    return names.sort().map(name => ({
      name,
      // A name at an address stands for one file, ever.
      version: '',
      read: async () => readBody(await get(`${address}/${name}`)),
    }))
  } catch (cause) {
    throw unavailable(account, cause)
  }
}

/** A body up to what is ever read of a file: one more byte tells that it is too large. */
async function readBody(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    parts.push(part)
    size += part.length
    if (size > largestFile) break
  }
  return Buffer.concat(parts)
}

const unavailable = (account: string, cause: unknown) =>
  new RetryableError('ProcessorUnavailable', `The statements of bank ${account} cannot be fetched.`, {
    cause,
    details: cause instanceof Error ? cause.message : String(cause),
  })
