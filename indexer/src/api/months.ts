import type { agreement, month } from 'ponder:schema'
import { monthEnd, monthOf } from '@concordat/sdk/splits/months.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { MonthView } from '@concordat/sdk/views.ts'

type Row = typeof agreement.$inferSelect
type Closed = typeof month.$inferSelect

/** How long time stood still up to a moment, in seconds. */
export function frozenTimeOf({ frozenFor, frozenUntil }: Row, now: number): number {
  return frozenFor - Math.max(0, (frozenUntil ?? 0) - now)
}

/** The months closed, the one that is open, and later ones in which something was booked. */
export function viewMonths(row: Row, terms: Agreement, closed: Closed[], now: number): MonthView[] {
  const past = closed.map(
    (month): MonthView => ({
      month: month.month,
      status: month.byDefault ? 'closedByDefault' : 'closed',
      net: String(month.net),
      entries: month.entries,
      closedAt: month.closedAt,
      quantities: month.quantities,
      taken: month.taken,
      received: month.received,
      defaultAfter: null,
      fact: month.fact,
    }),
  )
  const open = listOpenMonths(row, terms).map((month): MonthView => {
    const { net, entries } = row.buckets[month] ?? { net: '0', entries: 0 }
    const status = month === row.openMonth ? 'open' : 'later'
    const defaultAfter = defaultAfterOf(row, terms, month, now)
    const nothing = { closedAt: null, quantities: [], taken: [], received: [], fact: null }
    return { month, status, net, entries, ...nothing, defaultAfter }
  })
  return [...past, ...open]
}

function listOpenMonths(row: Row, terms: Agreement): number[] {
  const { openMonth, status } = row
  if (openMonth === null || status === 'completed' || status === 'superseded') return []
  const booked = Object.keys(row.buckets).map(Number)
  const end = row.terminatedAt ?? terms.rules.endsAt
  const isOver = end !== 0 && openMonth > monthOf(end, terms.rules.period.utcOffsetMinutes)
  const months = isOver ? booked : [openMonth, ...booked]
  return [...new Set(months)].sort((a, b) => a - b)
}

function defaultAfterOf(row: Row, { rules }: Agreement, month: number, now: number): number {
  const { closeAfter, utcOffsetMinutes } = rules.period
  return Math.max(monthEnd(month, utcOffsetMinutes), row.countedFrom) + closeAfter + frozenTimeOf(row, now)
}
