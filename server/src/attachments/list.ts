import type { AttachmentsView, StoredAttachment } from '@concordat/sdk/attachments/views.ts'
import type { Address, Hex } from 'viem'
import type { Context } from '../context.ts'
import { seatOf } from '../drafts/store.ts'
import { refuse } from '../sessions/refuse.ts'
import { listReaders } from './devices.ts'

type WrapRow = { attachment: string; reader: Hex; wrap: Hex; owner: Address }

/** A draft's attachments as one of its participants can know them; throws DraftUnknown for anybody else. */
export async function listAttachments({ sql }: Context, draft: Hex, account: Address): Promise<AttachmentsView> {
  await seatOf(sql, draft, account)
  const rows = await sql<Omit<StoredAttachment, 'readers' | 'wraps'>[]>`
    select id, account, at, sha256 from attachments where draft = ${draft} order by at, id`
  const wraps = await sql<WrapRow[]>`
    select w.attachment, w.reader, w.wrap, k.account as owner
    from attachment_wraps w join device_keys k on k.public_key = w.reader
    where w.draft = ${draft} order by w.attachment, w.at, w.reader`
  const attachments = rows.map(row => {
    const own = wraps.filter(({ attachment }) => attachment === row.id)
    return {
      ...row,
      readers: own.map(({ reader }) => reader),
      wraps: own.filter(({ owner }) => owner === account).map(({ reader, wrap }) => ({ reader, wrap })),
    }
  })
  return { attachments, devices: await listReaders(sql, draft) }
}

/** The ciphertext, for participants. */
export async function readAttachment(
  { sql }: Context,
  { draft, account, id }: { draft: Hex; account: Address; id: string },
): Promise<Uint8Array<ArrayBuffer>> {
  await seatOf(sql, draft, account)
  const [row] = await sql<{ content: Uint8Array<ArrayBuffer> }[]>`
    select content from attachments where draft = ${draft} and id = ${id}`
  if (!row) throw refuse(404, 'AttachmentUnknown')
  return row.content
}
