import { simulate } from '@concordat/sdk/splits/simulate.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Hex } from 'viem'
import type { Context } from '../context.ts'
import { limitVisitors } from '../http/rateLimit.ts'
import { limitBody } from '../http/security.ts'
import { defaultHook } from './defaultHook.ts'
import { answer } from './views.ts'

const amount = z
  .string()
  .regex(/^-?\d{1,38}$/, 'expected a whole number of smallest units, as text')
  .transform(BigInt)
  .openapi({ type: 'string', example: '1250000' })

const Month = z.object({
  month: z.number(),
  revenue: z.string(),
  clauses: z.array(
    z.object({
      clause: z.number(),
      stage: z.enum(['monthly', 'cumulative']),
      tier: z.number().nullable(),
      name: z.string(),
      taken: z.string(),
      parties: z.array(z.string()),
    }),
  ),
  parties: z.array(z.string()),
})

const route = createRoute({
  method: 'post',
  path: '/simulate',
  tags: ['Agreements'],
  summary: 'What everybody would get',
  description: 'Runs the terms over months of revenue with the same arithmetic as the contract. Nothing is kept.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            terms: z
              .string()
              .regex(/^0x[0-9a-f]+$/i)
              .openapi({ description: 'abi.encode(Agreement)' }),
            revenue: z.array(amount).min(1).max(600).openapi({ description: 'Net revenue per month, smallest units' }),
            quantities: z.array(z.array(amount)).max(600).default([]),
          }),
        },
      },
    },
  },
  responses: answer(z.object({ months: z.array(Month) }), 'Per month, clause and receiver, in smallest units'),
})

export function createSimulateRoutes({ visits }: Context) {
  const app = new OpenAPIHono({ defaultHook })
  app.use('/simulate', limitBody(1), limitVisitors(visits))
  return app.openapi(route, c => {
    const { terms, revenue, quantities } = c.req.valid('json')
    const months = simulate(decodeTerms(terms as Hex), revenue, quantities)
    const text = months.map(month => ({
      month: month.month,
      revenue: `${month.revenue}`,
      clauses: month.clauses.map(({ taken, parties, clause, stage, tier, name }) => ({
        ...{ clause, stage, tier, name },
        taken: `${taken}`,
        parties: parties.map(String),
      })),
      parties: month.parties.map(String),
    }))
    return c.json({ months: text }, 200)
  })
}
