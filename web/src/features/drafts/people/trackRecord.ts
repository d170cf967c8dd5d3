import type { AgreementSummary } from '@concordat/sdk/views.ts'

/** What the ledger knows of an account from the agreements it signed. */
export type TrackRecord = {
  running: number
  completed: number
  /** Ended early, or moved to another contract. */
  ended: number
  /** Businesses it had agreements about. */
  businesses: number
  /** When the first of them took effect, Unix seconds; null without any. */
  since: number | null
}

/** Counts what took effect; terms that never did say nothing about who was asked to sign them. */
export function trackRecordOf(agreements: readonly AgreementSummary[]): TrackRecord {
  const concluded = agreements.filter(({ concludedAt }) => concludedAt !== null)
  const count = (...statuses: AgreementSummary['status'][]) =>
    concluded.filter(({ status }) => statuses.includes(status)).length
  return {
    running: count('effective', 'frozen'),
    completed: count('completed'),
    ended: count('terminated', 'superseded'),
    businesses: new Set(concluded.map(({ business }) => business)).size,
    since: concluded.reduce<number | null>(
      (first, { concludedAt }) => (first === null ? concludedAt : Math.min(first, concludedAt ?? first)),
      null,
    ),
  }
}
