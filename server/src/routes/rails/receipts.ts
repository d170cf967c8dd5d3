import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Hex } from 'viem'
import type { Context } from '../../context.ts'
import { callerOf, createRateLimiter } from '../../http/rateLimit.ts'
import { printReceipt } from '../../receipts/printReceipt.ts'
import { requireInsider } from '../../receipts/readers.ts'
import { findReceipt, readReceipt } from '../../receipts/readReceipt.ts'
import { defaultHook } from '../defaultHook.ts'
import { answerPdf, language, sendPdf, token } from '../pdf.ts'

const route = createRoute({
  method: 'get',
  path: '/rails/receipts/{file}',
  tags: ['Rails'],
  summary: 'The receipt of a payment at a processor, as PDF',
  description:
    'Named by the subject of the fact about the payment. For the payer by the token of the link in the mail; for parties and participants by their session, for the business by its API key.',
  security: [{}, { session: [] }, { business: [] }],
  request: {
    params: z.object({ file: z.string().regex(/^0x[0-9a-f]{64}\.pdf$/) }),
    query: z.object({ language, token }),
  },
  responses: answerPdf('The receipt, with all that happened since'),
})

/** Receipts for payers and parties. */
export function createReceiptRoutes(context: Context) {
  const limit = createRateLimiter(context.visits)
  return new OpenAPIHono({ defaultHook }).openapi(route, async c => {
    limit(callerOf(c))
    const { token, language } = c.req.valid('query')
    const key = c.req.valid('param').file.slice(0, -'.pdf'.length) as Hex
    const receipt = await findReceipt(context.sql, key, token)
    const { authorization, cookie } = c.req.header()
    if (token === undefined) await requireInsider(context, { authorization, cookie }, receipt)
    const said = await readReceipt(context, receipt)
    return sendPdf(c, await printReceipt(said, language ?? receipt.language), `receipt-${said.number}`)
  })
}
