import type { Agreement } from '../terms/types.ts'

/** Where a clause's lock stands; `none` for a clause without one. */
export type LockStatus = 'none' | 'waiting' | 'unlocked' | 'lapsed'

/** What entitlements depend on: enough to compute who gets what from which clause. */
export type Standing = {
  /** Revenue that has ever reached the cumulative clauses, in the asset's smallest unit. */
  base: bigint
  /** Per monthly clause what it has ever taken, in the asset's smallest unit. */
  taken: readonly bigint[]
  /** Per cumulative clause what the clauses it continues had taken, in the asset's smallest unit. */
  continued: readonly bigint[]
  /** Per cumulative clause. */
  locks: readonly LockStatus[]
}

/** Entries booked in a month that is not closed. */
export type Bucket = {
  /** Receipts less refunds, with the deficit carried from closed months, in the asset's smallest unit. */
  net: bigint
  /** Receipts and refunds that came with a payment id. */
  entries: number
  /** Their sum, in the asset's smallest unit. */
  sum: bigint
}

/** One version of the terms and what happened under it. */
export type VersionState = Standing & {
  agreement: Agreement
  /** In the asset's smallest unit. */
  received: bigint
  /** In the asset's smallest unit. */
  refunded: bigint
  /** Per monthly clause the dues not paid yet; negative after a correction. */
  unpaid: readonly bigint[]
  /** Per monthly clause the cumulative metered quantity, in the meter's smallest unit. */
  quantity: readonly bigint[]
  /** Per receiver (parties, then registers) what was paid, in the asset's smallest unit. */
  paid: readonly bigint[]
  /** `base` at the last settlement. */
  settledBase: bigint
  /** Whether it is an earlier version, or the agreement ended, and everything is paid. */
  finished: boolean
}

/** What the last event moved. */
export type Moved = {
  /** Out of the account to the issuer, to be redeemed for refunds. */
  returned: bigint
  /** Out of the account to the receivers of the version that was settled. */
  paid: readonly bigint[]
  /** Per monthly clause what it took in the close. */
  taken: readonly bigint[]
  /** Net revenue of the month that was closed, with the deficit carried into it. */
  net: bigint
}

/** Everything the fold knows about an agreement. Amounts are in the asset's smallest unit. */
export type FoldState = {
  /** Oldest first; the last is in force. */
  versions: readonly VersionState[]
  /** By month; only 0 where the terms have no period. */
  buckets: Readonly<Record<number, Bucket>>
  /** The first month not closed; 0 where the terms have no period. */
  openMonth: number
  /** What the issuer still has to get back for refunds. */
  owed: bigint
  /** What the agreement's account holds. */
  balance: bigint
  /** Unix seconds; 0 when the terms state no end. */
  endsAt: number
  /** When the version in force took effect or the last month was closed, Unix seconds; 0 unknown. */
  clock: number
  freeze: {
    /** When the freeze in force began, Unix seconds; 0 when none is. */
    since: number
    /** Seconds of all freezes that ended. */
    used: number
  }
  completed: boolean
  moved: Moved
}

/** When an entry counts: its booking date in Unix seconds, or the month. */
export type When = { bookedAt: number } | { month: number }

/** What can happen to an agreement. `at` is the block's time, `version` an index into `versions`. */
export type FoldEvent =
  | ({ type: 'receipt' | 'refund'; amount: bigint } & When)
  | { type: 'observe'; amount: bigint }
  | { type: 'close'; month: number; quantities: readonly bigint[]; entries: number; sum: bigint; at?: number }
  | { type: 'closeByDefault'; month: number; at?: number }
  | { type: 'unlock'; clause: number; at?: number; version?: number }
  | { type: 'lapse'; at: number }
  | { type: 'settle'; version?: number; at?: number }
  | { type: 'amend'; agreement: Agreement; at?: number }
  | { type: 'freeze'; at: number }
  | { type: 'resume'; at: number }
  | { type: 'terminate'; at: number }
  | { type: 'complete'; at: number }
