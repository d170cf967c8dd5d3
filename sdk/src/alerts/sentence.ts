import type { ToldChange } from './told.ts'

/** How the reader's language writes what an alert names. */
export type AlertWords = {
  /** @param party What the account is called in the draft; empty where it is about none. */
  name: (account: string, party: string) => string
  business: (id: string) => string
  amount: (amount: string, unit: { symbol: string; decimals: number }) => string
  dateTime: (seconds: number) => string
  /** @param month Months since January 1970. */
  month: (month: number) => string
  /** @param date As `2025-01-31`. */
  day: (date: string) => string
}

/** What an alert names, in words. */
export type AlertParts = {
  /** The business of the agreement, or the title of the draft. */
  about: string
  by: string
  amount: string
  share: string
  net: string
  until: string
  month: string
  day: string
  reason: string
  /** A place in the terms, what stood there and what stands there now. */
  place: string
  before: string
  after: string
  change: ToldChange['kind']
  party: string
  text: string
  clause: number
  /** How many there are; of changes, how many places. */
  count: number
  missing: number
}

export type AlertSentences = Record<string, (parts: AlertParts) => string>
