import type Stripe from 'stripe'
import { z } from 'zod'
import { missing } from '../../http/error.ts'
import { paginate, within } from '../../http/list.ts'
import { currency, page, text } from '../../http/params.ts'
import { httpGet, type Route } from '../../http/route.ts'
import { findMovement, type Movement, sumMovements, viewMovement } from '../../store/movements.ts'
import type { Scope } from '../../world.ts'
import { accountIn } from '../accounts/find.ts'

/** The balance in every currency that ever moved, and in the account's own. */
export async function viewBalance(scope: Scope): Promise<Stripe.Balance> {
  const sums = await sumMovements(scope)
  const { default_currency: own = 'usd' } = (await accountIn(scope, scope.account)).body
  const all = sums.some(sum => sum.currency === own) ? sums : [{ currency: own, available: 0, pending: 0 }, ...sums]
  const show = (part: 'available' | 'pending') =>
    all.map(sum => ({ amount: sum[part], currency: sum.currency, source_types: { card: sum[part] } }))
  return { object: 'balance', available: show('available'), livemode: false, pending: show('pending') }
}

const List = z.strictObject({
  ...page,
  currency: currency.optional(),
  source: text.optional(),
  type: text.optional(),
})

async function listMovements(scope: Scope, { currency, source, type, ...page }: z.infer<typeof List>) {
  const { tx, account, now } = scope
  const { rows, has_more } = await paginate(
    page,
    async id => (await findMovement(scope, id))?.seq,
    async ({ below, above, limit, ascending }) => {
      const rows = await tx<Movement[]>`
        select * from movements where account = ${account}
          ${currency === undefined ? tx`` : tx`and currency = ${currency}`}
          ${source === undefined ? tx`` : tx`and source = ${source}`}
          ${type === undefined ? tx`` : tx`and type = ${type}`}
          ${within(scope, tx`created / 1000`, page.created)}
          ${below === undefined ? tx`` : tx`and seq < ${below}`}
          ${above === undefined ? tx`` : tx`and seq > ${above}`}
        order by seq ${ascending ? tx`asc` : tx`desc`} limit ${limit}`
      return [...rows]
    },
  )
  const data = rows.map(row => viewMovement(row, now))
  return { object: 'list', data, has_more, url: '/v1/balance_transactions' }
}

export const balanceRoutes: Route[] = [
  httpGet('/v1/balance', z.strictObject({}), viewBalance),
  httpGet('/v1/balance_transactions', List, listMovements),
  httpGet('/v1/balance_transactions/:id', z.strictObject({}), async (scope, _, { id = '' }) => {
    const movement = await findMovement(scope, id)
    if (!movement) throw missing('balance transaction', id)
    return viewMovement(movement, scope.now)
  }),
]
