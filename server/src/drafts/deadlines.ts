import { parseDeadline, parseTimezone } from '@concordat/sdk/splits/terms/times.ts'
import type { Address, Hex } from 'viem'
import type { Deadline } from '../alerts/deadlines.ts'
import { keepDeadlines } from '../alerts/remind.ts'
import type { Transaction } from '../database/connect.ts'
import type { PartyRow } from './store.ts'

type Given = { signBy?: unknown; timezone?: unknown }

/** When the terms have to be signed by, Unix seconds; null where that counts from the proposal, or cannot be read. */
export function deadlineOf({ signBy, timezone }: Given): number | null {
  if (typeof signBy !== 'string' || signBy.startsWith('P')) return null
  try {
    return parseDeadline(signBy, 0, typeof timezone === 'string' ? parseTimezone(timezone) : 0)
  } catch {
    return null
  }
}

type Row = Given & { title: string | null; ordered: boolean; state: string; lastAt: number; parties: PartyRow[] }

/** Keeps until when a draft has to be confirmed, and whom to remind of it: whoever it waits for as it is now. */
export async function keepDraftDeadlines(tx: Transaction, id: Hex): Promise<void> {
  const [row] = await tx<Row[]>`
    select terms ->> 'title' as title, terms ->> 'signBy' as "signBy", terms #>> '{period,timezone}' as timezone,
      terms -> 'ordered' = 'true' as ordered, state, last_at as "lastAt", parties
    from drafts where id = ${id}`
  const at = row?.state === 'negotiating' ? deadlineOf(row) : null
  await keepDeadlines(tx, id, row && at !== null ? await listDeadlines(tx, id, row, at) : [])
}

async function listDeadlines(tx: Transaction, id: Hex, row: Row, at: number): Promise<Deadline[]> {
  const seats = await tx<{ id: string; account: Address; confirmed: boolean }[]>`
    select s.id, s.account, c.account is not null as confirmed from draft_seats s
    left join draft_confirmations c on c.draft = s.draft and c.account = s.account
    where s.draft = ${id} and s.account is not null`
  const order = (seat: string) => row.parties.findIndex(party => party.id === seat)
  const missing = seats.filter(({ confirmed }) => !confirmed).sort((a, b) => order(a.id) - order(b.id))
  const asked = row.ordered ? missing.slice(0, 1) : missing
  const everyone = seats.map(({ account }) => account)
  const common = { item: 'confirmation', since: row.lastAt, at, args: { title: row.title, until: at } }
  return [
    // Once all have confirmed, somebody has to propose the terms still.
    { kind: 'draftDue', ...common, accounts: asked.length > 0 ? asked.map(({ account }) => account) : everyone },
    { kind: 'draftLapsed', ...common, accounts: everyone },
  ]
}
