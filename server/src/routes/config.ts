import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Address, Hex } from 'viem'
import type { Context } from '../context.ts'
import { developmentChain } from '../deployment.ts'
import { readSandbox } from '../dev/readSandbox.ts'
import { readQuorums } from '../dev/readTerms.ts'
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
      block: z.number().openapi({ description: 'No event of the contracts is in a block before this one' }),
      quorums: z
        .record(z.string(), z.custom<Hex>().openapi({ type: 'string' }))
        .openapi({ description: 'The quorums that terms may call by name' }),
      dev: z.boolean().openapi({ description: 'Whether wallets and an example are offered under /api/dev' }),
      sandboxUrl: z
        .string()
        .nullable()
        .openapi({ description: 'On the development chain, the page on which a person plays the processor' }),
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

/** On the development chain the quorums it was started with; elsewhere terms name quorums by their ids. */
function namedQuorums({ deployment, state }: Context): Record<string, Hex> {
  if (deployment.chainId !== developmentChain) return {}
  try {
    const { quorum, arbiters } = readQuorums(state)
    return { default: quorum, arbiters }
  } catch {
    return {}
  }
}

export function createConfigRoutes(context: Context) {
  const { deployment, rpcUrl, sql, state } = context
  const { chainId, genesisHash, contracts, block = 0 } = deployment
  return new OpenAPIHono()
    .openapi(route, c => {
      const quorums = namedQuorums(context)
      const dev = chainId === developmentChain
      const sandboxUrl = (dev && readSandbox(state)?.url) || null
      return c.json({ chainId, genesisHash, rpcUrl, contracts, block, quorums, dev, sandboxUrl }, 200)
    })
    .openapi(health, async c => {
      await sql`select 1`
      return c.json({ status: 'up' as const }, 200)
    })
}
