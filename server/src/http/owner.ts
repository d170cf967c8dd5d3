import { createHash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import type { Address } from 'viem'
import { ApiError } from '../errors.ts'
import { isSigned, readClaim } from './signedBy.ts'

/** What an account signs (EIP-191) to be believed that a request is its own. */
export function ownerMessage(method: string, path: string, at: number, body: Uint8Array): string {
  return `concordat request\n${method} ${path}\n${at}\n${createHash('sha256').update(body).digest('hex')}`
}

/** Lets a request through that an account signed: "Authorization: Account <address> <unix seconds> <signature>". */
export const ownerGuard = createMiddleware<{ Variables: { owner: Address } }>(async (c, next) => {
  const message = 'Sign the request: "Authorization: Account <address> <unix seconds> <signature>".'
  const claim = readClaim(c.req.header('authorization'), 'Account', new ApiError(401, 'OwnerMissing', message))
  const body = new Uint8Array(await c.req.arrayBuffer())
  if (!(await isSigned(claim, ownerMessage(c.req.method, c.req.path, claim.at, body))))
    throw new ApiError(401, 'NotTheSigner', "The signature is not the named account's for this request.")
  c.set('owner', claim.address)
  await next()
})
