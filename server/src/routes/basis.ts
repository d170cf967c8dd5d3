import { Basis } from '@concordat/sdk/splits/terms/basis.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Hex } from 'viem'
import type { Context } from '../context.ts'
import { limitVisitors } from '../http/rateLimit.ts'
import { limitBody } from '../http/security.ts'
import { findBasis, showProse } from '../receipts/basis.ts'
import { refuse } from '../sessions/refuse.ts'
import { defaultHook } from './defaultHook.ts'
import { answer, Hash, shown } from './views.ts'

const params = z.object({ root: Hash })

const View = z
  .object({
    isKnown: z.boolean().openapi({ description: 'Whether this server was shown the prose of the terms in force' }),
    basis: shown(Basis, 'Basis').nullable(),
  })
  .openapi('BasisOfTerms')

const get = createRoute({
  method: 'get',
  path: '/agreements/{root}/basis',
  tags: ['Statements'],
  summary: 'What the terms, in force or to be signed, say of fees and tax',
  request: { params },
  responses: answer(View, 'The basis, where the prose is known here'),
})

const show = createRoute({
  method: 'post',
  path: '/agreements/{root}/prose',
  tags: ['Statements'],
  summary: 'Show the prose of signed terms',
  description:
    'Its salted hash is in the terms, so whoever has it is believed. Of the text only what it says of fees and tax is kept, for receipts.',
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            text: z.string().min(1).max(1_000_000),
            salt: z.string().regex(/^0x[0-9a-fA-F]{64}$/),
          }),
        },
      },
    },
  },
  responses: answer(View, 'The basis'),
})

/** The basis of fees and tax of agreements. */
export function createBasisRoutes(context: Context) {
  const { sql, indexer, visits } = context
  const find = async (root: Hex) => {
    const view = await indexer.getAgreement(root)
    if (!view) throw refuse(404, 'AgreementUnknown', { root })
    return view
  }
  const app = new OpenAPIHono({ defaultHook })
  app.use('/agreements/:root/prose', limitBody(4), limitVisitors(visits))
  return app
    .openapi(get, async c => {
      const basis = await findBasis(sql, await find(c.req.valid('param').root))
      return c.json({ isKnown: basis !== undefined, basis: basis ?? null }, 200)
    })
    .openapi(show, async c => {
      const { text, salt } = c.req.valid('json')
      const basis = await showProse(sql, await find(c.req.valid('param').root), { text, salt: salt as Hex })
      return c.json({ isKnown: true, basis }, 200)
    })
}
