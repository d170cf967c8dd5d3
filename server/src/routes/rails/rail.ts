import { Rail, Reserve } from '@concordat/sdk/payments/processor.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Hex } from 'viem'
import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { checkDivision, Limits } from '../../rails/limits.ts'
import { findUnit } from '../../rails/unit.ts'
import { defaultHook } from '../defaultHook.ts'
import { answer, Hash } from '../views.ts'

const hex = z.custom<Hex>().openapi({ type: 'string' })

const View = z
  .object({
    agreement: hex,
    business: hex,
    processor: z
      .object({ rail: Rail, account: z.string(), reserve: Reserve.optional() })
      .openapi({ description: 'The account that receives and pays the money' }),
    currency: z.string(),
    quorum: hex,
    limits: Limits,
    page: z.boolean().openapi({ description: "Whether a payer can pay on the processor's page" }),
    refusal: z
      .object({ code: z.string(), message: z.string(), details: z.unknown() })
      .nullable()
      .openapi({ description: 'Why the rail would not divide a payment as the terms say' }),
  })
  .openapi('AgreementRail')

const route = createRoute({
  method: 'get',
  path: '/rails/agreements/{root}',
  tags: ['Rails'],
  summary: "By which connected account an agreement's money comes and goes",
  request: { params: z.object({ root: Hash }) },
  responses: answer(View, 'The account; `ConnectionMissing` where there is none'),
})

/** What a payer or a receiver has to know of the account behind an agreement. */
export function createRailRoutes(context: Context) {
  return new OpenAPIHono({ defaultHook }).openapi(route, async c => {
    const { root } = c.req.valid('param')
    const { agreement, business, connection, currency, quorum } = await findUnit(context, root)
    const { rail, account, reserve, limits } = connection
    const processor = { rail, account, ...(reserve ? { reserve } : {}) }
    const page = rail === 'stripe' && context.processors.has(account)
    const refusal = refusalOf(() => checkDivision(agreement.terms, limits))
    return c.json({ agreement: root, business, processor, currency, quorum, limits, page, refusal }, 200)
  })
}

function refusalOf(check: () => void) {
  try {
    check()
    return null
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { code: error.code, message: error.shortMessage, details: error.evidence ?? null }
  }
}
