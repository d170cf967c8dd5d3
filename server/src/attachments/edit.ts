import { createHash } from 'node:crypto'
import { type Attachment, attachmentLimits } from '@concordat/sdk/attachments/attachment.ts'
import { contentOverhead } from '@concordat/sdk/attachments/content.ts'
import type { Wrap } from '@concordat/sdk/attachments/views.ts'
import { attachmentsOf, canonical } from '@concordat/sdk/drafts/document.ts'
import type { Address, Hex } from 'viem'
import type * as Y from 'yjs'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/connect.ts'
import { nowSeconds } from '../drafts/record.ts'
import { type DraftRow, mustNegotiate, seatOf } from '../drafts/store.ts'
import { refuse } from '../sessions/refuse.ts'
import { tellParticipants } from './tell.ts'
import { saveWraps } from './wraps.ts'

type Attach = { draft: Hex; account: Address; attachment: Attachment; content: Uint8Array; wraps: readonly Wrap[] }

/**
 * Keeps a ciphertext, and lists the file in the draft as an edit of the account's: journalled, and voiding confirmations. The
 * same again changes nothing.
 */
export async function attach(context: Context, given: Attach): Promise<void> {
  const { draft: id, account, attachment, content, wraps } = given
  await seatOf(context.sql, id, account)
  if (content.length !== attachment.size + contentOverhead) throw refuse(422, 'AttachmentDamaged')
  const sha256 = createHash('sha256').update(content).digest('hex')
  await context.rooms.edit<void>(id, async (tx, draft) => {
    await seatOf(tx, id, account)
    mustNegotiate(draft)
    const [known] = await tx<{ account: Address; sha256: string }[]>`
      select account, sha256 from attachments where draft = ${id} and id = ${attachment.id}`
    if (known && (known.sha256 !== sha256 || known.account !== account)) throw refuse(409, 'AttachmentExists')
    if (!known) {
      await mustFit(tx, draft, given)
      const row = { draft: id, id: attachment.id, account, at: nowSeconds(), sha256, bytes: content.length }
      await tx`insert into attachments ${tx({ ...row, content: Buffer.from(content) })}`
      await saveWraps(tx, { draft: id, account, wraps: wraps.map(wrap => ({ ...wrap, attachment: attachment.id })) })
    }
    const change = (doc: Y.Doc) => {
      const list = attachmentsOf(doc)
      if (canonical(list.get(attachment.id) ?? null) !== canonical(attachment)) list.set(attachment.id, attachment)
    }
    return { edit: { author: account, kind: 'edited', args: {}, change }, work: async () => {} }
  })
  await tellParticipants(context, id)
}

/** Throws AttachmentNameTaken or AttachmentsFull. What is not in the terms any more makes room. */
async function mustFit(tx: Transaction, { id, terms }: DraftRow, { attachment, content }: Attach): Promise<void> {
  const listed = terms.attachments ?? []
  const { name } = attachment
  if (listed.some(each => each.name === name)) throw refuse(409, 'AttachmentNameTaken', { given: name })
  await tx`delete from attachments where draft = ${id} and not (id = any(${listed.map(each => each.id)}))`
  const [held] = await tx<{ bytes: number }[]>`
    select coalesce(sum(bytes), 0)::int as bytes from attachments where draft = ${id}`
  const { perDraft, bytesPerDraft } = attachmentLimits
  if (listed.length >= perDraft) throw refuse(409, 'AttachmentsFull', { files: perDraft })
  if ((held?.bytes ?? 0) + content.length > bytesPerDraft)
    throw refuse(409, 'AttachmentsFull', { limit: bytesPerDraft })
}

/** Takes a file off the draft, as an edit of the account's, and forgets its ciphertext. */
export async function detach(
  context: Context,
  { draft: id, account, attachment }: { draft: Hex; account: Address; attachment: string },
): Promise<void> {
  await seatOf(context.sql, id, account)
  await context.rooms.edit<void>(id, async (tx, draft) => {
    await seatOf(tx, id, account)
    mustNegotiate(draft)
    const isListed = draft.terms.attachments?.some(each => each.id === attachment) ?? false
    const [row] = await tx`select 1 from attachments where draft = ${id} and id = ${attachment}`
    if (!isListed && !row) throw refuse(404, 'AttachmentUnknown')
    return {
      edit: { author: account, kind: 'edited', args: {}, change: doc => attachmentsOf(doc).delete(attachment) },
      work: async work => {
        await work`delete from attachments where draft = ${id} and id = ${attachment}`
      },
    }
  })
  await tellParticipants(context, id)
}
