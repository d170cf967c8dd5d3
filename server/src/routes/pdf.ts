import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answer } from './views.ts'

export const language = z
  .enum(['en', 'zh'])
  .optional()
  .openapi({ description: 'What the reader reads; what was agreed on otherwise' })

export const token = z
  .string()
  .regex(/^[\w-]{20,100}$/)
  .optional()
  .openapi({ description: 'The token of a link that was mailed or shown' })

/** What a route that answers a document answers. */
export function answerPdf(description: string) {
  const responses = answer(z.any(), description)
  return { ...responses, 200: { description, content: { 'application/pdf': { schema: z.any() } } } }
}

/** Sends a document that only whoever asked may keep. */
export function sendPdf(c: Context, content: Buffer, name: string) {
  return c.body(new Uint8Array(content), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="${name}.pdf"`,
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex',
  })
}
