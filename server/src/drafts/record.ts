import { hashOf, type readDraft } from '@concordat/sdk/drafts/document.ts'
import { entryHash, nextEntry } from '@concordat/sdk/drafts/journal.ts'
import type { Change, JournalKind } from '@concordat/sdk/drafts/views.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import type { Address } from 'viem'
import type { Transaction } from '../database/connect.ts'
import type { Hub } from '../events/hub.ts'
import type { DraftRow, PartyRow } from './store.ts'
import { tellOthers, tellVoided } from './tell.ts'

/** Something that happened to a draft, still without its place in the journal. */
export type Happening = {
  author: Address
  kind: JournalKind
  at: number
  changes: Change[]
  args: Record<string, unknown>
  /** The terms after it, where it changed them. */
  terms?: SplitsTermsFile
}

/**
 * Appends to the journal within the transaction that locked the draft, and does what follows from it: the draft's row, voided
 * confirmations, alerts. Returns the draft as it is afterwards.
 */
export async function record(tx: Transaction, hub: Hub, draft: DraftRow, happenings: Happening[]): Promise<DraftRow> {
  let row = draft
  for (const { author, kind, at, changes, args, terms } of happenings) {
    const snapshot = terms ? hashOf(terms) : row.snapshot
    const last = row.lastSequence < 0 ? null : { sequence: row.lastSequence, at: row.lastAt, hash: row.lastHash }
    const entry = nextEntry(last, { at, author, kind, snapshot, changes, args })
    const hash = entryHash(entry)
    const isChange = snapshot !== row.snapshot
    await tx`
      insert into draft_journal (draft, sequence, hash, entry)
      values (${row.id}, ${entry.sequence}, ${hash}, ${JSON.stringify(entry)}::text::jsonb)`
    row = {
      ...row,
      ...{ lastSequence: entry.sequence, lastAt: entry.at, lastHash: hash, changedAt: entry.at },
      ...(isChange ? { snapshot, head: hash } : {}),
      ...(terms ? { terms } : {}),
    }

    if (isChange && kind !== 'created') {
      const voided = await tx<{ account: Address }[]>`
        delete from draft_confirmations where draft = ${row.id} returning account`
      await tellVoided(tx, hub, row, { author, accounts: voided.map(({ account }) => account), hash })
    }
    await tellOthers(tx, hub, row, entry, hash)
  }
  await tx`
    update drafts set terms = ${JSON.stringify(row.terms)}::text::jsonb, snapshot = ${row.snapshot}, head = ${row.head},
      last_hash = ${row.lastHash}, last_sequence = ${row.lastSequence}, last_at = ${row.lastAt}, changed_at = ${row.changedAt}
    where id = ${row.id}`
  return row
}

/** The parties as the draft's row keeps them, whatever the document holds. */
export function partiesOf({ terms }: Pick<ReturnType<typeof readDraft>, 'terms'>): PartyRow[] {
  const list: unknown = terms.parties
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const items = Array.isArray(list) ? (list as Record<string, unknown>[]) : []
  const rows = items.map(item => ({
    id: text(item.id),
    name: text(item.name),
    role: text(item.role),
    account: text(item.account) || null,
  }))
  // An id that was copied belongs to the first.
  return rows.filter(({ id }, index) => id !== '' && rows.findIndex(row => row.id === id) === index)
}

export const nowSeconds = () => Math.floor(Date.now() / 1000)
