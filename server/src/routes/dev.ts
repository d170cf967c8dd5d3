import type { DevWalletView, ExampleView } from '@concordat/sdk/views.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Address, Hex } from 'viem'
import type { Context } from '../context.ts'
import { developmentChain } from '../deployment.ts'
import { readWallets } from '../dev/readWallets.ts'
import { ApiError } from '../errors.ts'
import { answer } from './views.ts'

const hex = z.custom<Hex>().openapi({ type: 'string' })

const Wallet = z
  .object({
    name: z.string(),
    role: z.string(),
    address: z.custom<Address>().openapi({ type: 'string' }),
    privateKey: hex,
  })
  .openapi('DevWallet') satisfies z.ZodType<DevWalletView>

const Example = z
  .object({
    status: z.enum(['idle', 'running', 'done', 'failed']),
    step: z.enum(['agreement', 'signing', 'import', 'settling', 'done']).nullable(),
    root: hex.nullable(),
    business: hex.nullable(),
    done: z.number(),
    total: z.number(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .openapi('Example') satisfies z.ZodType<ExampleView>

const tags = ['Development chain']

const wallets = createRoute({
  method: 'get',
  path: '/dev/wallets',
  tags,
  summary: 'Wallets to try things with',
  description: 'Their keys are published words: worthless anywhere but on this machine.',
  responses: answer(z.array(Wallet), 'The wallets'),
})

const state = createRoute({
  method: 'get',
  path: '/dev/example',
  tags,
  summary: 'How far the example is',
  responses: answer(Example, 'Its state'),
})

const start = createRoute({
  method: 'post',
  path: '/dev/example',
  tags,
  summary: 'Play the example',
  description:
    'Signs, imports and settles the charging site of examples/. Again, it goes on where it stopped, or changes nothing.',
  responses: answer(Example, 'Its state'),
})

/** Only on the development chain: elsewhere these paths do not exist. */
export function createDevRoutes({ deployment, state: folder, example }: Context) {
  const app = new OpenAPIHono()
  app.use('/dev/*', async (c, next) => {
    if (deployment.chainId !== developmentChain)
      throw new ApiError(404, 'NotFound', `There is no ${c.req.path}: it exists on the development chain only.`)
    await next()
  })
  return app
    .openapi(wallets, c => c.json(readWallets(folder), 200))
    .openapi(state, async c => c.json(await example.getState(), 200))
    .openapi(start, async c => c.json(await example.start(), 200))
}
