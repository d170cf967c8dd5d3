import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { listNodes, listOpinions } from '../nodes/askNodes.ts'
import { defaultHook } from './defaultHook.ts'
import { answer, Hash, Node, Opinion } from './views.ts'

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

export function createNodeRoutes({ sql, nodes }: Context) {
  return new OpenAPIHono({ defaultHook })
    .openapi(list, async c => c.json(await listNodes(sql, nodes), 200))
    .openapi(opinions, async c => {
      const { subject, agreement, dissent } = c.req.valid('query')
      return c.json(await listOpinions(sql, nodes, { subject, agreement, dissent: dissent === '1' }), 200)
    })
}
