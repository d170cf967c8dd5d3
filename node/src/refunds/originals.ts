import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import type { Receipt, Refund } from '@concordat/sdk/types.ts'
import { findOrigin } from '../agreements/unit.ts'
import type { Sql } from '../database/open.ts'
import type { Decision } from '../facts/decision.ts'
import { readAmount, receiptOf } from '../payments/decide.ts'
import type { DisputeContext, RowContext, RowOf } from '../rows/context.ts'
import { subjectsOf } from './base.ts'

type BackRow = RowOf<'refund'> | RowOf<'dispute'>
type Parameters = Pick<RowContext, 'standing' | 'contracts'>

const isBack = (row: FeedRow): row is BackRow => row.kind === 'refund' || row.kind === 'dispute'
/** The payment that a row is, or is about. */
const paymentOf = (row: FeedRow) => (row.kind === 'payment' ? row.id : isBack(row) ? row.data.original : undefined)

/** The payments that refunds and disputes among the rows name, and what went back of them; kept up to date while rows are decided. */
export async function readOriginals(sql: Sql, rows: FeedRow[], { standing, contracts }: Parameters) {
  const { business } = standing.terms.rules
  const payments = new Map<string, Receipt>()
  const sums = new Map<string, bigint>()
  const opened = new Map<string, Refund>()
  /** Places of rows that are not decided, by the payment. */
  const undecided = new Map<string, Set<number>>()

  const notePayment = (row: RowOf<'payment'>) => {
    const { currency, processor } = row.data
    const origin = findOrigin({ standing, currency, processor, payments: contracts.Payments })
    const amount = readAmount(row.data.amount, currency)
    if ('code' in origin || amount === undefined) return
    payments.set(row.id, receiptOf(row, { ...origin, amount, payee: contracts.Splits, key: row.agreement }))
  }
  const noteBack = (row: BackRow) => {
    const { original } = row.data
    const amount = readAmount(row.data.amount, row.data.currency) ?? 0n
    const isBackAgain = row.kind === 'dispute' && row.round === 1
    sums.set(original, (sums.get(original) ?? 0n) + (isBackAgain ? -amount : amount))
    if (row.kind === 'dispute' && !isBackAgain) opened.set(row.id, disputedIn(row, amount))
  }
  const note = (row: FeedRow) => {
    if (row.kind === 'payment') notePayment(row)
    if (isBack(row)) noteBack(row)
  }

  const named = rows.flatMap(row => (isBack(row) ? [row.data.original] : []))
  if (named.length > 0) {
    const stored = await sql<{ body: FeedRow; state: string }[]>`
      select body, state from rows where business = ${business} and state in ('accepted', 'waiting') and (
        (kind = 'payment' and round = 0 and identity = any(${named}))
        or (kind in ('refund', 'dispute') and body -> 'data' ->> 'original' = any(${named})))
      order by seq`
    for (const { body, state } of stored) {
      if (state === 'accepted') note(body)
      else addTo(undecided, paymentOf(body) ?? '', body.seq)
    }
  }

  return {
    of: (row: BackRow): Pick<DisputeContext, 'original' | 'isOriginalWaiting' | 'refunded' | 'opened'> => {
      const { original } = row.data
      const isOriginalWaiting = [...(undecided.get(original) ?? [])].some(seq => seq < row.seq)
      const known = { original: payments.get(original), opened: opened.get(row.id) }
      return { ...known, isOriginalWaiting, refunded: sums.get(original) ?? 0n }
    },
    /** Notes what was decided about a row. */
    note: (row: FeedRow, { status }: Decision) => {
      if (status === 'wait') return
      undecided.get(paymentOf(row) ?? '')?.delete(row.seq)
      if (status === 'fact') note(row)
    },
  }
}

/** A dispute as it was booked when it was opened. */
function disputedIn(row: RowOf<'dispute'>, amount: bigint): Refund {
  const { payment, refundId } = subjectsOf(row)
  return { paymentKey: payment, refundId, amount, bookedAt: row.bookedAt }
}

function addTo(map: Map<string, Set<number>>, key: string, seq: number): void {
  const set = map.get(key) ?? new Set()
  map.set(key, set.add(seq))
}
