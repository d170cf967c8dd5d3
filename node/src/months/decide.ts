import { monthCloseHash } from '@concordat/sdk/facts.ts'
import { monthSubject, topics } from '@concordat/sdk/ids.ts'
import { observedAtOf } from '@concordat/sdk/rows/booking.ts'
import { monthCloseOf, toMonthClose } from '@concordat/sdk/rows/close.ts'
import type { CloseData, FeedRow } from '@concordat/sdk/rows/schema.ts'
import { parseMonth } from '@concordat/sdk/splits/months.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { MonthClose } from '@concordat/sdk/types.ts'
import { monthEffect } from '../chain/effects.ts'
import { type Decision, dissent } from '../facts/decision.ts'
import type { RowContext, RowOf } from '../rows/context.ts'

/** Entries and their sum, in the asset's smallest unit. */
export type Tally = { entries: number; sum: bigint }

export type MonthContext = Pick<RowContext, 'standing' | 'contracts'> & {
  /** The version that closes the month: the one in force when the chain closed it, or the present one. */
  terms: Agreement
  /** Decimals of the agreement's currency. */
  decimals: number
  /** Rows before this one that the node accepted: every meter row, and the entries of the month. */
  rows: FeedRow[]
  /** Every row since the last close of an earlier month. */
  delivered: FeedRow[]
  /** Entries before this row that count in the month or an earlier one. */
  upToMonth: Tally
  /** What the chain booked in earlier months; final, since they are closed. */
  bookedBefore: Tally
}

/**
 * Whether a month's close is what the node's own copy gives, and the fact it makes. Depends on nothing but its arguments.
 *
 * The fact counts the entries the chain will have in the month: all that are due up to it, less those the chain booked in
 * months it closed. Usually these are the entries of the month; after a close by default the late ones count here.
 */
export function decideMonth(row: RowOf<'close'>, context: MonthContext): Decision {
  const { standing, contracts, terms } = context
  const month = readMonth(row.data.month)
  const subject = monthSubject(standing.root, month ?? 0)
  const refuse = (code: Parameters<typeof dissent>[2], args = {}) => dissent('month', subject, code, args)
  if (month === undefined) return refuse('MonthUnreadable', { given: row.data.month })
  if (row.business !== terms.rules.business)
    return refuse('AnotherBusiness', { given: row.business, expected: terms.rules.business })
  if (standing.openMonth === null) return refuse('NoPeriod')
  if (month > standing.openMonth) return { status: 'wait', code: 'MonthNotOpen' }

  const own = monthCloseOf({ agreement: terms, decimals: context.decimals, month: row.data.month, rows: context.rows })
  if (!isSame(own, row.data))
    return refuse('CloseDiffers', { given: JSON.stringify(row.data), expected: JSON.stringify(own) })

  const close: MonthClose = {
    ...toMonthClose(terms, own, context.delivered),
    entries: context.upToMonth.entries - context.bookedBefore.entries,
    sum: context.upToMonth.sum - context.bookedBefore.sum,
  }
  return {
    status: 'fact',
    topic: 'month',
    fact: {
      quorum: terms.rules.quorum,
      audience: contracts.Splits,
      topic: topics.month,
      subject,
      round: BigInt(row.round),
      value: monthCloseHash(close),
      observedAt: observedAtOf(row.date, terms.rules.period.utcOffsetMinutes),
      validUntil: 0,
    },
    payload: {
      root: standing.root,
      close: { ...close, sum: close.sum.toString(), quantities: close.quantities.map(String) },
    },
    effect: monthEffect(standing.root, month),
  }
}

/** The close in a stored decision. */
export function closeIn(payload: {
  close: Omit<MonthClose, 'sum' | 'quantities'> & { sum: string; quantities: string[] }
}): MonthClose {
  const { close } = payload
  return { ...close, sum: BigInt(close.sum), quantities: close.quantities.map(BigInt) }
}

/** Months since January 1970, or undefined when the text is no month. */
export function readMonth(text: string): number | undefined {
  try {
    return parseMonth(text)
  } catch {
    return undefined
  }
}

function isSame(a: CloseData, b: CloseData): boolean {
  const meters = new Set([...Object.keys(a.quantities), ...Object.keys(b.quantities)])
  const sameQuantities = [...meters].every(meter => (a.quantities[meter] ?? '0') === (b.quantities[meter] ?? '0'))
  return a.month === b.month && a.entries === b.entries && BigInt(a.sum) === BigInt(b.sum) && sameQuantities
}
