import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { attestorGuard, createMembership } from '../http/attestor.ts'
import { listFeed, listFeeds } from '../intake/listFeed.ts'
import { defaultHook } from './defaultHook.ts'
import { answer, Hash } from './views.ts'

const security = [{ attestor: [] }]

const list = createRoute({
  method: 'get',
  path: '/businesses/feeds',
  tags: ['Nodes'],
  summary: 'The feeds an attestor has to read',
  description: 'Businesses with an agreement that trusts a quorum of which the signer is a current member.',
  security,
  middleware: attestorGuard,
  responses: answer(
    z.array(z.object({ business: Hash, publicKey: z.string(), agreements: z.array(Hash), seq: z.number() })),
    'One per business, with the number of its last row',
  ),
})

const feed = createRoute({
  method: 'get',
  path: '/businesses/{id}/feed',
  tags: ['Nodes'],
  summary: 'Signed rows of a business, in order',
  description: 'Numbers are free of gaps per business; a row never changes once it is here.',
  security,
  middleware: attestorGuard,
  request: {
    params: z.object({ id: Hash }),
    query: z.object({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(500),
    }),
  },
  responses: answer(z.object({ rows: z.array(z.custom<FeedRow>().openapi({ type: 'object' })) }), 'Rows after `after`'),
})

export function createFeedRoutes(context: Context) {
  const { sql } = context
  const isMember = createMembership(context)
  return new OpenAPIHono({ defaultHook })
    .openapi(list, async c => c.json(await listFeeds(sql, c.get('attestor'), isMember), 200))
    .openapi(feed, async c => {
      const { id } = c.req.valid('param')
      const rows = await listFeed(sql, isMember, { business: id, attestor: c.get('attestor'), ...c.req.valid('query') })
      if (!rows)
        throw new ApiError(
          403,
          'NotAnAttestor',
          'No agreement of this business trusts a quorum this attestor belongs to.',
          {
            attestor: c.get('attestor'),
          },
        )
      return c.json({ rows }, 200)
    })
}
