import { type Address, type Hex, isAddressEqual } from 'viem'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { findReader } from '../http/auth.ts'
import { refuse } from '../sessions/refuse.ts'
import { findSession } from '../sessions/store.ts'

/** Who asks: what the request's headers carry. */
export type Asking = { authorization: string | undefined; cookie: string | undefined }

/** The account whose session the request carries; throws SignInNeeded. */
export async function requireAccount({ sql }: Pick<Context, 'sql'>, { cookie }: Asking): Promise<Address> {
  const session = await findSession(sql, cookie)
  if (!session) throw refuse(401, 'SignInNeeded')
  return session.account
}

/** Lets through the business by its API key, its participants, and the parties of the agreement; throws otherwise. */
export async function requireInsider(
  context: Pick<Context, 'sql' | 'indexer'>,
  asking: Asking,
  { business, agreement }: { business: Hex; agreement: Hex },
): Promise<void> {
  const { sql, indexer } = context
  if (asking.authorization !== undefined) {
    if ((await findReader(sql, asking.authorization)) === business) return
    throw new ApiError(403, 'NotYourBusiness', 'This API key belongs to another business.', { given: business })
  }
  const account = await requireAccount(context, asking)
  const view = await indexer.getAgreement(agreement)
  const [kept] = await sql<{ participants: { account: Address }[] }[]>`
    select participants from businesses where id = ${business}`
  const known = [...(view?.parties ?? []), ...(kept?.participants ?? [])]
  if (!known.some(each => isAddressEqual(each.account, account))) throw refuse(403, 'NotAParty', { account })
}
