import { monthEnd, monthOf, monthStart } from '../../sdk/src/splits/months.ts'

/** Moments around the borders of civil months, at several offsets. */
export function months() {
  const offsets = [0, 480, -300, 345, -840, 840]
  const borders = [1, 2, 26, 50, 361, 670, 671, 673, 674, 1_562, 3_600]
  const cases = borders.flatMap(month =>
    offsets.flatMap(offset =>
      [-1, 0, 1, 1_234_567].map(shift => ({ timestamp: monthStart(month, offset) + shift, offset })),
    ),
  )
  const resolved = cases.map(({ timestamp, offset }) => ({ timestamp, offset, month: monthOf(timestamp, offset) }))
  const column = (pick: (each: (typeof resolved)[number]) => number) => resolved.map(each => String(pick(each)))
  return {
    timestamp: column(each => each.timestamp),
    utcOffsetMinutes: column(each => each.offset),
    month: column(each => each.month),
    start: column(each => Math.max(0, monthStart(each.month, each.offset))),
    end: column(each => monthEnd(each.month, each.offset)),
  }
}
