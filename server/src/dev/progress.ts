import { observedAtOf } from '@concordat/sdk/rows/booking.ts'
import { monthOf } from '@concordat/sdk/splits/months.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import type { Sql } from '../database/connect.ts'

/** How many rows have had their effect on the chain, out of all that a business delivers for the agreement. */
export async function countSettled(sql: Sql, view: AgreementView): Promise<{ done: number; total: number }> {
  const rows = await sql<{ kind: string; date: string; month: number; count: number }[]>`
    select kind, date, month, count(*) as count from rows
    where agreement = ${view.root} and kind not in ('dispute', 'payout') group by kind, date, month`
  const { utcOffsetMinutes } = decodeTerms(view.terms).rules.period
  const closed = new Set(view.months.filter(month => month.status.startsWith('closed')).map(month => month.month))
  const stated = new Set(rows.filter(row => row.kind === 'close').map(row => row.month))
  const waitsForNoLock = view.clauses.every(clause => clause.lock?.status !== 'waiting')

  let total = 0
  let bills = 0
  let done = 0
  for (const { kind, date, month, count } of rows) {
    total += count
    if (kind === 'payment' || kind === 'refund') bills += count
    else if (kind === 'milestone') done += waitsForNoLock ? count : 0
    else if (kind === 'close') done += closed.has(month) ? count : 0
    else {
      // A reading has its effect when its month closes; in a month without a statement there is nothing to wait for.
      const read = monthOf(observedAtOf(date, utcOffsetMinutes), utcOffsetMinutes)
      done += closed.has(read) || !stated.has(read) ? count : 0
    }
  }
  const booked = view.months.reduce((sum, month) => sum + month.entries, 0)
  return { done: done + Math.min(booked, bills), total }
}
