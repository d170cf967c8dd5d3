import { createMiddleware } from 'hono/factory'
import { type Address, type Hex, isAddressEqual } from 'viem'
import type { Context } from '../context.ts'
import type { Sql } from '../database/connect.ts'
import { createKeyGuard } from '../http/auth.ts'
import { createSessionGuard, type SignedIn } from '../sessions/guard.ts'
import { refuse } from '../sessions/refuse.ts'

/** The roles of participants who act for a business. */
const managing: ReadonlySet<string> = new Set(['owner', 'manager', 'operator', 'merchant', 'promoter', 'publisher'])

/** Throws NotTheManager unless the account is a participant whose role manages the business. */
export async function requireManager(sql: Sql, business: Hex, account: Address): Promise<void> {
  const [found] = await sql<{ participants: { role: string; account: Address }[] }[]>`
    select participants from businesses where id = ${business}`
  const isManager = found?.participants.some(
    each => managing.has(each.role.toLowerCase()) && isAddressEqual(each.account, account),
  )
  if (!isManager) throw refuse(403, 'NotTheManager', { account })
}

export type ByManager = { Variables: Partial<SignedIn['Variables']> }

/** Lets through what is asked with the business's API key, or by the session of somebody who manages it. */
export function createManagerGuard(context: Context) {
  const byKey = createKeyGuard(context)
  const bySession = createSessionGuard(context)
  return createMiddleware<ByManager>(async (c, next) => {
    if (c.req.header('authorization') !== undefined) return byKey(c, next)
    return bySession(c as never, async () => {
      await requireManager(context.sql, (c.req.param('id') ?? '') as Hex, c.get('account') as Address)
      await next()
    })
  })
}
