import { createMiddleware } from 'hono/factory'
import type { Hex } from 'viem'
import { findBusinessOfKey } from '../businesses/apiKeys.ts'
import type { Context } from '../context.ts'
import { developmentChain } from '../deployment.ts'
import { ApiError } from '../errors.ts'
import { createRateLimiter } from './rateLimit.ts'

/** The key in `Authorization: Bearer <key>`, or undefined. */
export function bearerOf(header: string | undefined): string | undefined {
  return header?.match(/^Bearer (\S+)$/)?.[1]
}

/** Lets a request through when its key belongs to the business in the path, as often as one business may write. */
export function createKeyGuard({ sql, writes }: Context) {
  const limit = createRateLimiter(writes)
  return createMiddleware(async (c, next) => {
    await checkKey(sql, c.req.header('authorization'), c.req.param('id') ?? '')
    limit(c.req.param('id') ?? '')
    await next()
  })
}

/** Lets a reader of a business's rows through: anyone on the development chain, elsewhere only with the business's key. */
export function createReaderGuard({ sql, deployment }: Context) {
  return createMiddleware(async (c, next) => {
    if (deployment.chainId !== developmentChain)
      await checkKey(sql, c.req.header('authorization'), c.req.param('id') ?? '')
    await next()
  })
}

async function checkKey(sql: Context['sql'], header: string | undefined, id: string): Promise<void> {
  const business = await findReader(sql, header)
  if (business !== id)
    throw new ApiError(403, 'NotYourBusiness', 'This API key belongs to another business.', { given: id })
}

/** The business whose key the request carries; throws without a valid key. */
export async function findReader(sql: Context['sql'], header: string | undefined): Promise<Hex> {
  const key = bearerOf(header)
  if (!key) throw new ApiError(401, 'KeyMissing', 'Send the business\'s API key as "Authorization: Bearer <key>".')
  const business = await findBusinessOfKey(sql, key)
  if (!business) throw new ApiError(401, 'KeyUnknown', 'This API key is unknown or revoked.')
  return business
}
