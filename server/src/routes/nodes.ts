import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { askCheckpoints } from '../nodes/askCheckpoints.ts'
import { listNodes, listOpinions } from '../nodes/askNodes.ts'
import { defaultHook } from './defaultHook.ts'
import { answer, Hash, hex, Node, Opinion } from './views.ts'

const list = createRoute({
  method: 'get',
  path: '/nodes',
  tags: ['Nodes'],
  summary: 'How every node is, asked now',
  responses: answer(z.array(Node), 'One per node, also when it is down'),
})

const opinions = createRoute({
  method: 'get',
  path: '/opinions',
  tags: ['Nodes'],
  summary: 'What every node decided, with the reason of each dissent',
  request: {
    query: z.object({ subject: Hash.optional(), agreement: Hash.optional(), dissent: z.enum(['1']).optional() }),
  },
  responses: answer(z.array(Opinion), 'Newest first'),
})

const Checkpoint = z.object({
  quorum: hex,
  number: z.number(),
  hash: hex,
  timestamp: z.number().openapi({ description: 'Unix seconds' }),
  digest: hex,
  needed: z.number(),
  signatures: z.array(z.object({ attestor: hex, signature: hex })),
})

const checkpoints = createRoute({
  method: 'get',
  path: '/checkpoints/{numbers}',
  tags: ['Nodes'],
  summary: 'The hashes of blocks, signed by the attestors of a quorum',
  request: {
    params: z.object({
      numbers: z
        .string()
        .regex(/^\d{1,15}(,\d{1,15}){0,49}$/, 'expected at most 50 block numbers with commas')
        .openapi({ example: '64,128' }),
    }),
    query: z.object({ quorum: Hash }),
  },
  responses: answer(z.object({ checkpoints: z.array(Checkpoint) }), 'With the signatures of everybody who answered'),
})

export function createNodeRoutes({ sql, nodes }: Context) {
  return new OpenAPIHono({ defaultHook })
    .openapi(list, async c => c.json(await listNodes(sql, nodes), 200))
    .openapi(opinions, async c => {
      const { subject, agreement, dissent } = c.req.valid('query')
      return c.json(await listOpinions(sql, nodes, { subject, agreement, dissent: dissent === '1' }), 200)
    })
    .openapi(checkpoints, async c => {
      const { numbers } = c.req.valid('param')
      const { quorum } = c.req.valid('query')
      return c.json({ checkpoints: await askCheckpoints(nodes, numbers.split(',').map(Number), quorum) }, 200)
    })
}
