import { monthLabel } from '../rows/labels.ts'
import { entitledByClause, takenOf } from '@concordat/sdk/splits/fold/entitled.ts'
import { priceOf } from '@concordat/sdk/splits/fold/close.ts'
import { type Context, ponder } from 'ponder:registry'
import { agreement, month, point } from 'ponder:schema'
import type { Hex } from 'viem'
import { addToMonth, readVersion, type Version, writeVersion } from '../rows/agreements.ts'
import { type Books, dealResidue, listUnpaid, openBooks, subtract, sumByReceiver } from '../rows/books.ts'
import { keepEvent } from '../rows/events.ts'
import { explainPayout } from '../rows/payouts.ts'
import { readPending } from '../rows/pending.ts'
import { type Position, positionOf } from '../rows/position.ts'
import { keepGivenFact, keepMonthFact } from '../rows/usedFacts.ts'

ponder.on('Splits:MonthClosed', async ({ event, context }) => {
  const { root, digest, close, net, taken, base, byDefault, mask } = event.args
  const at = positionOf(event)
  await keepEvent(context, { root, kind: 'monthClosed', args: event.args }, at)
  const closed = await readVersion(context, digest)
  if (!closed) return
  const { terms, books: before } = closed

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
    closedMonth: close.month,
  }
  await writeVersion(context, digest, after)

  // What was not divided, above or below zero, counts in the next month.
  const divided = base - before.base + taken.reduce((sum, amount) => sum + amount, 0n)
  await context.db.update(agreement, { root }).set(({ buckets }) => {
    const { [close.month]: _, ...later } = buckets
    return { buckets: later, openMonth: close.month + 1, countedFrom: at.timestamp }
  })
  if (net !== divided) await addToMonth(context, root, close.month + 1, { net: net - divided, entries: 0 })

  const quorum = terms.rules.quorum
  const { input } = event.transaction
  const fact = byDefault || mask === 0 ? null : await keepMonthFact(context, { root, mask, input, quorum, close }, at)
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
  await continueBooks(context, root, digest, { terms, books: after })
})

/** An amendment takes effect first and then closes the month of the version it replaces, whose end it continues. */
async function continueBooks(context: Context, root: Hex, digest: Hex, { terms, books }: Version): Promise<void> {
  const row = await context.db.find(agreement, { root })
  if (!row || row.digest === digest) return
  const next = await readVersion(context, row.digest)
  if (next) await writeVersion(context, row.digest, openBooks(next.terms, { agreement: terms, books }))
}

ponder.on('Splits:LockResolved', async ({ event, context }) => {
  const { root, digest, clause, unlocked, mask } = event.args
  const at = positionOf(event)
  await keepEvent(context, { root, kind: 'lockResolved', args: event.args }, at)
  const resolved = await readVersion(context, digest)
  if (!resolved) return
  const { rules } = resolved.terms
  const index = Number(clause) - rules.monthly.length
  const locks = resolved.books.locks.map((status, i) => (i !== index ? status : unlocked ? 'unlocked' : 'lapsed'))
  await writeVersion(context, digest, { ...resolved.books, locks })

  const subject = rules.clauses[index]?.lock.subject
  if (!unlocked || !subject) return
  const { input } = event.transaction
  await keepGivenFact(context, { root, mask, input, functionName: 'unlock', subject }, at)
})

ponder.on('Splits:Settled', async ({ event, context }) => {
  const { root, digest, base, paid } = event.args
  const at = positionOf(event)
  await keepEvent(context, { root, kind: 'settled', args: event.args }, at)
  const settled = await readVersion(context, digest)
  if (!settled) return
  const { terms } = settled
  const before = settled.books
  // The end moves what came in after the last month on to the clauses.
  const books = { ...before, base }
  const unpaid = listUnpaid(terms, books)
  // A version is paid out after its last settlement: what division left goes to the last clause's receivers.
  const isResidue = paid > 0n && unpaid.every(row => row.every(amount => amount === 0n))
  const table = isResidue ? dealResidue(terms, paid) : unpaid
  const paidNow = subtract(books.paid, table.map(row => row.map(amount => -amount)))
  await writeVersion(context, digest, { ...books, paid: paidNow, settledBase: base })

  const { facts } = await readPending({ context, transaction: at.transaction })
  await explainPayout(context, { terms, books }, { root, digest, table, fact: facts[root] }, at)
  if (terms.rules.period.closeAfter === 0 && paid > 0n) await keepPoint(context, settled, { root, base, table }, at)
})

/** Without months, each settlement is a point of the waterfall. */
async function keepPoint(
  context: Context,
  { terms, books }: Version,
  { root, base, table }: { root: Hex; base: bigint; table: bigint[][] },
  at: Position,
): Promise<void> {
  const byClause = listDifference(takenOf(terms, { ...books, base }), takenOf(terms, { ...books, base: books.settledBase }))
  const byParty = sumByReceiver(table).slice(0, terms.parties.length).map(String)
  const label = new Date(at.timestamp * 1000).toISOString()
  await context.db.insert(point).values({ ...at, root, label, net: base - books.settledBase, byClause, byParty })
}

function listDifference(one: bigint[], other: bigint[]): string[] {
  return one.map((amount, i) => String(amount - (other[i] ?? 0n)))
}
