import type { ReconciliationView } from '@concordat/sdk/payments/views.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Hex } from 'viem'
import type { Context } from '../../context.ts'
import { developmentChain } from '../../deployment.ts'
import { ApiError } from '../../errors.ts'
import { findReader } from '../../http/auth.ts'
import { type Reconciliation, reconcile } from '../../rails/reconcile/reconcile.ts'
import { defaultHook } from '../defaultHook.ts'
import { answer, Hash } from '../views.ts'

const hex = z.custom<Hex>().openapi({ type: 'string' })
const totals = { outstanding: z.string(), inFlight: z.string(), receivables: z.string(), reserve: z.string() }

const View = z
  .object({
    business: hex,
    rail: z.string(),
    account: z.string(),
    currency: z.string(),
    ...totals,
    series: z.array(z.object({ asset: z.string(), quorum: hex, ...totals })),
    balance: z.string().openapi({ description: 'What the processor holds now, payouts under way included' }),
    difference: z.string().openapi({ description: 'Balance + receivables - outstanding - in flight - reserve' }),
    causes: z.array(z.object({ code: z.string(), id: z.string(), amount: z.string() })),
  })
  .openapi('Reconciliation', {
    description: "All amounts are in the currency's minor unit.",
  }) satisfies z.ZodType<ReconciliationView>

const route = createRoute({
  method: 'get',
  path: '/rails/reconcile',
  tags: ['Rails'],
  summary: 'Whether processors hold what the chain says, to the smallest unit',
  description: 'Every difference is listed with its cause. With an API key its business; on the development chain all.',
  request: { query: z.object({ business: Hash.optional() }) },
  responses: answer(z.array(View), 'One per account and currency'),
})

/** Comparing the chain with the processors. */
export function createReconcileRoutes(context: Context) {
  return new OpenAPIHono({ defaultHook }).openapi(route, async c => {
    const { business } = c.req.valid('query')
    const isOpen = context.deployment.chainId === developmentChain
    const own = isOpen ? business : await findReader(context.sql, c.req.header('authorization'))
    if (business && own !== business)
      throw new ApiError(403, 'NotYourBusiness', 'This API key belongs to another business.', { given: business })
    return c.json((await reconcile(context, own)).map(view), 200)
  })
}

type Amounts = Pick<Reconciliation, 'outstanding' | 'inFlight' | 'receivables' | 'reserve'>

const viewTotals = ({ outstanding, inFlight, receivables, reserve }: Amounts) => ({
  outstanding: outstanding.toString(),
  inFlight: inFlight.toString(),
  receivables: receivables.toString(),
  reserve: reserve.toString(),
})

function view({ business, rail, account, currency, ...found }: Reconciliation): ReconciliationView {
  return {
    ...{ business, rail, account, currency },
    ...viewTotals(found),
    series: found.series.map(each => ({ asset: each.asset.toString(), quorum: each.quorum, ...viewTotals(each) })),
    balance: found.balance.toString(),
    difference: found.difference.toString(),
    causes: found.causes.map(({ code, id, amount }) => ({ code, id, amount: amount.toString() })),
  }
}
