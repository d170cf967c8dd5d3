import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Address } from 'viem'
import type { Context } from '../context.ts'
import { developmentChain } from '../deployment.ts'
import { answer } from './views.ts'

const address = z.custom<Address>().openapi({ type: 'string' })

const route = createRoute({
  method: 'get',
  path: '/config',
  tags: ['Server'],
  summary: 'Which chain and contracts this server belongs to',
  responses: answer(
    z.object({
      chainId: z.number(),
      genesisHash: z.string(),
      rpcUrl: z.string(),
      contracts: z.object({ Ledger: address, Facts: address, Payments: address, Splits: address }),
      dev: z.boolean().openapi({ description: 'Whether wallets and an example are offered under /api/dev' }),
    }),
    'The configuration',
  ),
})

const health = createRoute({
  method: 'get',
  path: '/health',
  tags: ['Server'],
  summary: 'Whether the server and its database answer',
  responses: answer(z.object({ status: z.literal('up') }), 'Both answer'),
})

export function createConfigRoutes({ deployment, rpcUrl, sql }: Context) {
  const { chainId, genesisHash, contracts } = deployment
  return new OpenAPIHono()
    .openapi(route, c => c.json({ chainId, genesisHash, rpcUrl, contracts, dev: chainId === developmentChain }, 200))
    .openapi(health, async c => {
      await sql`select 1`
      return c.json({ status: 'up' as const }, 200)
    })
}
