import type { AlertKind } from '@concordat/sdk/alerts/en.ts'
import type { JournalEntry, JournalKind } from '@concordat/sdk/drafts/views.ts'
import type { Address, Hex } from 'viem'
import { gather } from '../alerts/gather.ts'
import { raise } from '../alerts/raise.ts'
import type { Transaction } from '../database/connect.ts'
import type { Hub } from '../events/hub.ts'
import { type DraftRow, listSeats, type SeatRow } from './store.ts'
import { addChanges, type Told } from './toldChanges.ts'

/** What the other participants hear of, by the kind of entry. */
const kinds: Partial<Record<JournalKind, AlertKind>> = {
  joined: 'draftJoined',
  replaced: 'draftJoined',
  removed: 'draftRemoved',
  confirmed: 'draftConfirmed',
  unconfirmed: 'draftUnconfirmed',
  objected: 'draftObjected',
  proposed: 'draftProposed',
  withdrawn: 'draftWithdrawn',
}

/** Of these there may be many in a minute: each author has one alert, which gathers them until it is read. */
const gathering: Partial<Record<JournalKind, AlertKind>> = {
  edited: 'draftEdited',
  commented: 'draftCommented',
  suggested: 'draftSuggested',
  accepted: 'draftSuggestionAccepted',
  rejected: 'draftSuggestionRejected',
}

/** The longest quotation of a remark. */
const longest = 160

/** Tells the other participants of an entry of the journal at once. */
export async function tellOthers(tx: Transaction, hub: Hub, draft: DraftRow, entry: JournalEntry, hash: Hex) {
  const { author, kind, args } = entry
  const seats = await listSeats(tx, draft.id)
  const others = seats.flatMap(({ account }) => (account && account !== author ? [account] : []))
  const common = { accounts: others, subject: draft.id }
  const said = saidBy(draft, seats, author)
  const often = gathering[kind]
  if (often) {
    const add = (unread: Record<string, unknown> | null) => ({ ...said, ...toldWith(unread, draft, entry) })
    const key = `draft:${draft.id}:${often}:${author}`
    return gather(tx, hub, { ...common, kind: often, key, add, topic: `draft:${draft.id}` })
  }
  const once = kinds[kind]
  if (!once) return
  const more = Object.fromEntries(['party', 'text', 'reason'].flatMap(name => (args[name] ? [[name, args[name]]] : [])))
  await raise(tx, hub, { ...common, kind: once, args: { ...said, ...more }, key: `draft:${draft.id}:${hash}` })
}

/** Tells those whose confirmations an entry voided. */
export async function tellVoided(
  tx: Transaction,
  hub: Hub,
  draft: DraftRow,
  { author, accounts, hash }: { author: Address; accounts: Address[]; hash: Hex },
): Promise<void> {
  const args = saidBy(draft, await listSeats(tx, draft.id), author)
  const key = `draft:${draft.id}:void:${hash}`
  await raise(tx, hub, { accounts, kind: 'draftConfirmationVoided', subject: draft.id, args, key })
}

/** Who did it, and as which party: of an account that nobody else names, the party's name says more. */
function saidBy({ terms, parties }: DraftRow, seats: SeatRow[], author: Address) {
  const own = seats.find(({ account }) => account === author)
  const as = parties.find(({ id }) => id === own?.id)?.name ?? own?.party
  return { title: terms.title, by: author, ...(as ? { as } : {}) }
}

function toldWith(unread: Record<string, unknown> | null, { terms }: DraftRow, { kind, changes, args }: JournalEntry) {
  if (kind === 'edited') {
    const before = (unread ?? { changes: [], count: 0 }) as Told
    return addChanges(before, changes, terms)
  }
  const count = Number(unread?.count ?? 0) + 1
  const path = typeof args.path === 'string' ? args.path : undefined
  const quoted = args.text ?? args.note ?? ''
  const text = typeof quoted === 'string' ? quoted.slice(0, longest) : ''
  const change = path === undefined ? [] : [{ path, before: null, after: args.value }]
  return { count, text, changes: addChanges({ changes: [], count: 0 }, change, terms).changes }
}
