import { createHash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { type Address, getAddress, isAddress, isHex, verifyMessage } from 'viem'
import { ApiError } from '../errors.ts'

/** How far the signer's clock may differ, in seconds. */
const skew = 300

/** What an account signs (EIP-191) to be believed that a request is its own. */
export function ownerMessage(method: string, path: string, at: number, body: Uint8Array): string {
  return `concordat request\n${method} ${path}\n${at}\n${createHash('sha256').update(body).digest('hex')}`
}

/** Lets a request through that an account signed: "Authorization: Account <address> <unix seconds> <signature>". */
export const ownerGuard = createMiddleware<{ Variables: { owner: Address } }>(async (c, next) => {
  const [, address = '', seconds = '', signature = ''] =
    c.req.header('authorization')?.match(/^Account (\S+) (\d{1,12}) (\S+)$/) ?? []
  if (!isAddress(address, { strict: false }) || !isHex(signature))
    throw new ApiError(
      401,
      'OwnerMissing',
      'Sign the request: "Authorization: Account <address> <unix seconds> <signature>".',
    )
  const now = Math.floor(Date.now() / 1000)
  if (Math.abs(now - Number(seconds)) > skew)
    throw new ApiError(
      401,
      'ClockSkew',
      `The signature's time differs by more than ${skew} seconds from the server's.`,
      {
        given: Number(seconds),
        now,
      },
    )
  const body = new Uint8Array(await c.req.arrayBuffer())
  const message = ownerMessage(c.req.method, c.req.path, Number(seconds), body)
  const signed = await verifyMessage({ address: getAddress(address), message, signature }).catch(() => false)
  if (!signed) throw new ApiError(401, 'NotTheSigner', "The signature is not the named account's for this request.")
  c.set('owner', getAddress(address))
  await next()
})
