import { confirmationTypedData } from '@concordat/sdk/drafts/journal.ts'
import { type Address, type Hex, hashTypedData } from 'viem'
import { raise } from '../alerts/raise.ts'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/connect.ts'
import { refuse } from '../sessions/refuse.ts'
import type { VerifyHash } from '../sessions/verifySignature.ts'
import { problemsOf } from './check.ts'
import { nowSeconds, record } from './record.ts'
import { type DraftRow, listSeats, mustNegotiate, participantsOf, seatOf } from './store.ts'

export type Confirm = { id: Hex; account: Address; snapshot: Hex; journal: Hex; signature: Hex }

/** Throws DeadlinePassed or DraftIncomplete unless the terms could be proposed as they are. */
export async function mustBeComplete(tx: Transaction, context: Context, draft: DraftRow): Promise<void> {
  const problems = await problemsOf(tx, context, draft)
  const late = problems.find(({ code, path }) => code === 'DeadlinePassed' && path === 'signBy')
  if (late) throw refuse(409, 'DeadlinePassed', late.args)
  if (problems.length > 0) throw refuse(422, 'DraftIncomplete', { problems })
}

/** Who has not confirmed the terms as they are now, in the order of the parties. */
export async function unconfirmed(tx: Transaction, draft: DraftRow): Promise<{ party: string; account: Address }[]> {
  const rows = await tx<{ account: Address }[]>`
    select account from draft_confirmations
    where draft = ${draft.id} and snapshot = ${draft.snapshot} and journal = ${draft.head}`
  const done = new Set(rows.map(({ account }) => account))
  // Whoever the new terms leave out comes last.
  const order = (id: string) => draft.parties.findIndex(party => party.id === id) + 1 || draft.parties.length + 1
  const seats = (await listSeats(tx, draft.id)).sort((a, b) => order(a.id) - order(b.id))
  return seats.flatMap(({ party, account }) => (account && !done.has(account) ? [{ party, account }] : []))
}

/** Keeps a participant's signed confirmation of the terms as they are now; of anything else it is refused. */
export async function confirm(context: Context, verify: VerifyHash, given: Confirm): Promise<void> {
  const { id, account, snapshot, journal, signature } = given
  const { rooms, deployment } = context
  await seatOf(context.sql, id, account)
  const hash = hashTypedData(confirmationTypedData({ draft: id, snapshot, journal }, deployment.chainId))
  if (!(await verify(account, hash, signature))) throw refuse(422, 'ConfirmationUnsigned')
  await rooms.run(id, async (tx, draft, hub) => {
    const seat = await seatOf(tx, id, account)
    mustNegotiate(draft)
    if (draft.snapshot !== snapshot || draft.head !== journal) {
      throw refuse(409, 'SnapshotOutdated', { given: snapshot, expected: draft.snapshot })
    }
    await mustBeComplete(tx, context, draft)
    const missing = await unconfirmed(tx, draft)
    if (!missing.some(each => each.account === account)) return
    const [first] = missing
    if (draft.terms.ordered && first && first.account !== account) {
      throw refuse(409, 'ConfirmationTooEarly', { party: first.party })
    }
    const at = nowSeconds()
    await tx`
      insert into draft_confirmations ${tx({ draft: id, account, snapshot, journal, signature, at: Math.max(at, draft.lastAt) })}
      on conflict (draft, account) do update
        set snapshot = excluded.snapshot, journal = excluded.journal, signature = excluded.signature, at = excluded.at`
    await tx`update draft_objections set open = false where draft = ${id} and account = ${account}`
    const args = { party: seat.party, snapshot, journal, signature }
    await record(tx, hub, draft, [{ author: account, kind: 'confirmed', at, changes: [], args }])
    if (missing.length > 1) return
    const alert = { accounts: await participantsOf(tx, id), kind: 'draftReady' as const, subject: id }
    await raise(tx, hub, { ...alert, args: { title: draft.terms.title }, key: `draft:${id}:ready:${draft.head}` })
  })
}

/** Takes a confirmation back; nothing happens where there is none. */
export function withdrawConfirmation({ rooms }: Context, id: Hex, account: Address): Promise<void> {
  return rooms.run(id, async (tx, draft, hub) => {
    const { party } = await seatOf(tx, id, account)
    mustNegotiate(draft)
    const rows =
      await tx`delete from draft_confirmations where draft = ${id} and account = ${account} returning account`
    if (rows.length === 0) return
    await record(tx, hub, draft, [
      { author: account, kind: 'unconfirmed', at: nowSeconds(), changes: [], args: { party } },
    ])
  })
}

/** Keeps what a participant has against the terms as they are; it takes its own confirmation back. */
export function object({ rooms }: Context, id: Hex, account: Address, text: string): Promise<void> {
  return rooms.run(id, async (tx, draft, hub) => {
    const { party } = await seatOf(tx, id, account)
    mustNegotiate(draft)
    const at = nowSeconds()
    await tx`delete from draft_confirmations where draft = ${id} and account = ${account}`
    await tx`insert into draft_objections ${tx({
      ...{ draft: id, account, party, text, snapshot: draft.snapshot, at: Math.max(at, draft.lastAt) },
    })}`
    await record(tx, hub, draft, [{ author: account, kind: 'objected', at, changes: [], args: { party, text } }])
  })
}
