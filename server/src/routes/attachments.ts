import { Attachment, attachmentLimits } from '@concordat/sdk/attachments/attachment.ts'
import { contentOverhead } from '@concordat/sdk/attachments/content.ts'
import { AttachmentsView, Wrap } from '@concordat/sdk/attachments/views.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { attach, detach } from '../attachments/edit.ts'
import { listAttachments, readAttachment } from '../attachments/list.ts'
import { addWraps, discardWrap } from '../attachments/wraps.ts'
import type { Context } from '../context.ts'
import { limitBody } from '../http/security.ts'
import { createSessionGuard, type SignedIn } from '../sessions/guard.ts'
import { refuse } from '../sessions/refuse.ts'
import { defaultHook } from './defaultHook.ts'
import { answer, failures, Hash, shown } from './views.ts'

const tags = ['Attachments']
const security = [{ session: [] }]
const params = z.object({ id: Hash })
const one = z.object({ id: Hash, attachment: Attachment.shape.id })
const view = answer(shown(AttachmentsView, 'Attachments'), 'The attachments as they are afterwards')
const most = 2_000

/** What the ciphertext is of, and who can read it, as the JSON of a form's field. */
const About = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue({ code: 'custom', message: 'expected JSON' })
      return z.NEVER
    }
  })
  .pipe(Attachment.omit({ id: true }).extend({ wraps: z.array(Wrap).max(most) }))
  .openapi({
    type: 'string',
    description: 'JSON: name, type, size and sha256 of the content; wraps: reader and wrap of each',
  })

const list = createRoute({
  method: 'get',
  path: '/drafts/{id}/attachments',
  ...{ tags, security },
  summary: 'The attachments of a draft, and the devices that may read them',
  request: { params },
  responses: answer(shown(AttachmentsView, 'Attachments'), 'The oldest first'),
})

const put = createRoute({
  method: 'put',
  path: '/drafts/{id}/attachments/{attachment}',
  ...{ tags, security },
  summary: 'Attach a file, encrypted',
  description:
    'Under an id of the caller’s choice; the same again changes nothing. An edit of the terms: journalled, and voiding confirmations.',
  request: {
    params: one,
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: z.object({
            about: About,
            content: z
              .instanceof(File)
              .openapi({ type: 'string', format: 'binary', description: 'Nonce, AES-256-GCM ciphertext and tag' }),
          }),
        },
      },
    },
  },
  responses: view,
})

const get = createRoute({
  method: 'get',
  path: '/drafts/{id}/attachments/{attachment}',
  ...{ tags, security },
  summary: 'A file as it is kept, encrypted',
  request: { params: one },
  responses: {
    200: {
      description: 'Nonce, AES-256-GCM ciphertext and tag',
      content: { 'application/octet-stream': { schema: z.any().openapi({ type: 'string', format: 'binary' }) } },
    },
    ...failures,
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/drafts/{id}/attachments/{attachment}',
  ...{ tags, security },
  summary: 'Take a file off the draft',
  description: 'An edit of the terms. The ciphertext is forgotten.',
  request: { params: one },
  responses: view,
})

const wrap = createRoute({
  method: 'post',
  path: '/drafts/{id}/attachments/wraps',
  ...{ tags, security },
  summary: 'Let more devices read',
  description:
    'Content keys wrapped for devices of participants by somebody who can read; also once the draft is closed.',
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .object({
              wraps: z
                .array(Wrap.extend({ attachment: Attachment.shape.id }))
                .min(1)
                .max(most),
            })
            .openapi({ type: 'object' }),
        },
      },
    },
  },
  responses: view,
})

const unwrap = createRoute({
  method: 'delete',
  path: '/drafts/{id}/attachments/{attachment}/wraps/{reader}',
  ...{ tags, security },
  summary: 'Discard a wrap that does not open',
  description: 'By the owner of the device; somebody else makes another.',
  request: { params: one.extend({ reader: Hash }) },
  responses: view,
})

export function createAttachmentRoutes(context: Context) {
  const app = new OpenAPIHono<SignedIn>({ defaultHook })
  const megabytes = attachmentLimits.bytes / 1024 / 1024
  app.use('/drafts/:id/attachments/*', limitBody(megabytes + 2), createSessionGuard(context))
  return app
    .openapi(list, async c => {
      return c.json(await listAttachments(context, c.req.valid('param').id, c.get('account')), 200)
    })
    .openapi(put, async c => {
      const [{ id: draft, attachment: id }, account] = [c.req.valid('param'), c.get('account')]
      const { about, content } = c.req.valid('form')
      if (content.size > attachmentLimits.bytes + contentOverhead)
        throw refuse(413, 'AttachmentTooLarge', { limit: attachmentLimits.bytes })
      const { wraps, ...attachment } = about
      const bytes = new Uint8Array(await content.arrayBuffer())
      await attach(context, { draft, account, attachment: { id, ...attachment }, content: bytes, wraps })
      return c.json(await listAttachments(context, draft, account), 200)
    })
    .openapi(get, async c => {
      const { id: draft, attachment: id } = c.req.valid('param')
      const content = await readAttachment(context, { draft, account: c.get('account'), id })
      return c.body(content, 200, {
        'content-type': 'application/octet-stream',
        'content-disposition': 'attachment',
        'cache-control': 'private, no-store',
      })
    })
    .openapi(remove, async c => {
      const { id: draft, attachment } = c.req.valid('param')
      await detach(context, { draft, account: c.get('account'), attachment })
      return c.json(await listAttachments(context, draft, c.get('account')), 200)
    })
    .openapi(wrap, async c => {
      const given = { draft: c.req.valid('param').id, account: c.get('account') }
      await addWraps(context, { ...given, wraps: c.req.valid('json').wraps })
      return c.json(await listAttachments(context, given.draft, given.account), 200)
    })
    .openapi(unwrap, async c => {
      const { id: draft, attachment, reader } = c.req.valid('param')
      await discardWrap(context, { draft, account: c.get('account'), attachment, reader })
      return c.json(await listAttachments(context, draft, c.get('account')), 200)
    })
}
