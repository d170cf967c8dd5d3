import type { Observed } from '../observe.ts'

/** What an entry turned out to be: rows of one agreement. */
export type Placed = Observed & {
  kind: 'payment' | 'payout'
  /** The rows' id. */
  id: string
  /** The reference of the order that it pays. */
  order?: string
}
