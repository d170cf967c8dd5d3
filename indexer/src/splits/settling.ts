import { type Context, ponder } from 'ponder:registry'
import { agreement, month, point } from 'ponder:schema'
import { priceOf } from '@concordat/sdk/splits/fold/close.ts'
import { entitledByClause, hasPeriod, takenOf } from '@concordat/sdk/splits/fold/entitled.ts'
import { type Hex, zeroHash } from 'viem'
import { addToMonth, readVersion, type Version, writeVersion } from '../rows/agreements.ts'
import { type Books, dealResidue, heldOf, listUnpaid, markPaid, sumByReceiver } from '../rows/books.ts'
import { keepEvent } from '../rows/events.ts'
import { monthLabel } from '../rows/labels.ts'
import { explainPayout } from '../rows/payouts.ts'
import { type Position, positionOf } from '../rows/position.ts'
import { keepGivenFact, keepMonthFact } from '../rows/usedFacts.ts'

ponder.on('Splits:MonthClosed', async ({ event, context }) => {
  const { root, digest, close, net, taken, base, byDefault, mask } = event.args
  const at = positionOf(event)
  await keepEvent(context, { root, kind: 'monthClosed', args: event.args }, at)
  const closed = await readVersion(context, digest)
  if (!closed) return
  const { terms, books: before } = closed
  const quorum = terms.rules.quorum
  const { input } = event.transaction
  const fact = byDefault ? null : await keepMonthFact(context, { root, mask, input, quorum, close }, at)

  const unpaid = terms.rules.monthly.map((clause, i) => {
    const due = clause.amount + priceOf(clause, close.quantities[i] ?? 0n) - priceOf(clause, before.quantity[i] ?? 0n)
    const open = (before.unpaid[i] ?? 0n) + due - (taken[i] ?? 0n)
    return !clause.carried && open > 0n ? 0n : open
  })
  const after: Books = {
    ...before,
    base,
    taken: before.taken.map((amount, i) => amount + (taken[i] ?? 0n)),
    unpaid,
    quantity: [...close.quantities],
    unsettledMonths: [...before.unsettledMonths, close.month],
    fact: fact ?? before.fact,
  }
  await writeVersion(context, digest, after)

  // What was not divided, above or below zero, counts in the next month.
  const divided = base - before.base + taken.reduce((sum, amount) => sum + amount, 0n)
  await context.db.update(agreement, { root }).set(({ buckets }) => {
    const { [close.month]: _, ...later } = buckets
    return { buckets: later, openMonth: close.month + 1, countedFrom: at.timestamp }
  })
  if (net !== divided) await addToMonth(context, root, close.month + 1, { net: net - divided, entries: 0 })

  const byClause = listDifference(takenOf(terms, after), takenOf(terms, before))
  const received = listDifference(
    sumByReceiver(entitledByClause(terms, after)),
    sumByReceiver(entitledByClause(terms, before)),
  ).slice(0, terms.parties.length)
  await context.db.insert(month).values({
    root,
    month: close.month,
    digest,
    byDefault,
    net,
    entries: close.entries,
    closedAt: at.timestamp,
    quantities: close.quantities.map(String),
    taken: byClause,
    received,
    fact,
  })
  await context.db
    .insert(point)
    .values({ ...at, root, label: monthLabel(close.month), net, byClause, byParty: received })
})

ponder.on('Splits:LockResolved', async ({ event, context }) => {
  const { root, digest, clause, unlocked, mask } = event.args
  const at = positionOf(event)
  await keepEvent(context, { root, kind: 'lockResolved', args: event.args }, at)
  const resolved = await readVersion(context, digest)
  if (!resolved) return
  const { rules } = resolved.terms
  const index = Number(clause) - rules.monthly.length
  const locks = resolved.books.locks.map((status, i) => (i !== index ? status : unlocked ? 'unlocked' : 'lapsed'))
  const subject = rules.clauses[index]?.lock.subject ?? zeroHash
  const { input } = event.transaction
  const given = { root, mask, input, functionName: 'unlock', subject } as const
  const fact = unlocked ? await keepGivenFact(context, given, at) : resolved.books.fact
  await writeVersion(context, digest, { ...resolved.books, locks, fact })
})

ponder.on('Splits:Settled', async ({ event, context }) => {
  const { root, digest, paid } = event.args
  const at = positionOf(event)
  // Anyone can settle when there is nothing to pay.
  if (paid > 0n) await keepEvent(context, { root, kind: 'settled', args: event.args }, at)
  const settled = await readVersion(context, digest)
  if (!settled) return
  const { terms, books } = settled
  const table = listUnpaid(terms, books)
  await explainPayout(context, settled, { root, digest, table }, at)
  await writeVersion(context, digest, markPaid(books, table))
  if (!hasPeriod(terms) && paid > 0n) await keepPoint(context, settled, { root, table }, at)
})

ponder.on('Splits:AgreementCompleted', async ({ event, context }) => {
  const { root } = event.args
  const at = positionOf(event)
  await keepEvent(context, { root, kind: 'completed', args: event.args }, at)
  const { digest } = await context.db.update(agreement, { root }).set({ status: 'completed' })
  const last = await readVersion(context, digest)
  if (!last) return

  // What divisions left in every version goes to the receivers of the last clause.
  let residue = 0n
  for (let of: Hex = digest; of !== zeroHash; ) {
    const one = await readVersion(context, of)
    if (!one) break
    residue += heldOf(one.terms, one.books)
    of = one.terms.previous
  }
  const table = dealResidue(last.terms, residue)
  await explainPayout(context, last, { root, digest, table }, at)
  await writeVersion(context, digest, markPaid(last.books, table))
})

/** Without months, each settlement is a point of the waterfall. */
async function keepPoint(
  context: Context,
  { terms, books }: Version,
  { root, table }: { root: Hex; table: bigint[][] },
  at: Position,
): Promise<void> {
  const byClause = listDifference(takenOf(terms, books), takenOf(terms, { ...books, base: books.settledBase }))
  const byParty = sumByReceiver(table).slice(0, terms.parties.length).map(String)
  const label = new Date(at.timestamp * 1000).toISOString()
  await context.db.insert(point).values({ ...at, root, label, net: books.base - books.settledBase, byClause, byParty })
}

function listDifference(one: bigint[], other: bigint[]): string[] {
  return one.map((amount, i) => String(amount - (other[i] ?? 0n)))
}
