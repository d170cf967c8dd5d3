import { ownerMessage } from '@concordat/server/http/owner.ts'
import type { PrivateKeyAccount } from 'viem/accounts'
import { api } from './api.ts'

export type OwnerRequest = {
  path: string
  /** What is sent, as JSON; without it the request only asks. */
  body?: object
  /** The same request again under this name is done once. */
  idempotencyKey?: string
}

/** Asks the server for something that is the account's own: the account signs the request. */
export async function ownerRequest<T>(account: PrivateKeyAccount, request: OwnerRequest): Promise<T> {
  const { path, body, idempotencyKey } = request
  const method = body ? 'POST' : 'GET'
  const text = body ? JSON.stringify(body) : ''
  const at = Math.floor(Date.now() / 1_000)
  const message = ownerMessage(method, path, at, new TextEncoder().encode(text))
  const headers = {
    authorization: `Account ${account.address} ${at} ${await account.signMessage({ message })}`,
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
  }
  return api<T>(path, { method, headers, ...(body ? { body: text } : {}) })
}
