import type { Wrap } from '@concordat/sdk/attachments/views.ts'
import type { Address, Hex } from 'viem'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/connect.ts'
import { nowSeconds } from '../drafts/record.ts'
import { lockDraft, seatOf } from '../drafts/store.ts'
import { refuse } from '../sessions/refuse.ts'
import { listReaders } from './devices.ts'
import { tellParticipants } from './tell.ts'

export type AttachmentWrap = Wrap & { attachment: string }

/** Stores wraps for devices of participants; whoever can read a file already keeps the wrap it reads it with. */
export async function saveWraps(
  tx: Transaction,
  { draft, account, wraps }: { draft: Hex; account: Address; wraps: readonly AttachmentWrap[] },
): Promise<void> {
  const readers = new Set((await listReaders(tx, draft)).map(({ publicKey }) => publicKey))
  const rows = await tx<{ id: string }[]>`select id from attachments where draft = ${draft}`
  const known = new Set(rows.map(({ id }) => id))
  const at = nowSeconds()
  for (const { attachment, reader, wrap } of wraps) {
    if (!known.has(attachment)) throw refuse(404, 'AttachmentUnknown')
    if (!readers.has(reader)) throw refuse(422, 'DeviceKeyUnknown')
    await tx`
      insert into attachment_wraps ${tx({ draft, attachment, reader, wrap, account, at })} on conflict do nothing`
  }
}

/** Lets more devices read, on the word of a participant who can; at any time, for devices come and go. */
export async function addWraps(
  context: Context,
  { draft, account, wraps }: { draft: Hex; account: Address; wraps: readonly AttachmentWrap[] },
): Promise<void> {
  await seatOf(context.sql, draft, account)
  await context.sql.begin(async tx => {
    // Nobody leaves the draft between the check and the wrap.
    await lockDraft(tx, draft)
    await seatOf(tx, draft, account)
    await saveWraps(tx, { draft, account, wraps })
  })
  await tellParticipants(context, draft)
}

type Discard = { draft: Hex; account: Address; attachment: string; reader: Hex }

/** Takes away a wrap that does not open: others make another one. By the device's owner. */
export async function discardWrap(context: Context, { draft, account, attachment, reader }: Discard): Promise<void> {
  const { sql } = context
  await seatOf(sql, draft, account)
  await sql`
    delete from attachment_wraps w using device_keys k
    where w.draft = ${draft} and w.attachment = ${attachment} and w.reader = ${reader}
      and k.public_key = w.reader and k.account = ${account}`
  await tellParticipants(context, draft)
}
