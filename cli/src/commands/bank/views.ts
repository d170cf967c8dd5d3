import { BaseError } from '@concordat/sdk/errors/base.ts'

/** What the server answers of a file of transfers. Amounts are in the currency's major unit. */
export type BatchView = {
  id: string
  account: string
  currency: string
  transfers: number
  total: string
  /** Unix seconds. */
  createdAt: number
  /** How many of them the bank has not said the end of yet, made, and did not make or took back. */
  open: number
  paid: number
  failed: number
  /** Why the bank made none of it. */
  rejection: { reason: string; words: string } | null
}

/** What the server answers of an import. */
export type ImportView = {
  statements: { id: string; account: string; currency: string; closing: string | null; closedOn: string }[]
  /** What the bank says of files of transfers. */
  reports: {
    id: string
    batch: string
    date: string
    transfers: number
    rejection: { reason: string; words: string } | null
  }[]
  fresh: number
  known: number
  placed: number
  open: number
  left: {
    /** Where in the file it begins. */
    line: number
    reference: string
    side: 'credit' | 'debit'
    amount: string
    currency: string
    date: string
    refusal: { code: string; message: string } | null
  }[]
}

/** The API key that was given, or the environment's. */
export function keyOf(given: string | undefined): string {
  const key = given ?? process.env.CONCORDAT_API_KEY
  if (key) return key
  throw new BaseError('ApiKeyMissing', "The business's API key is missing: give --key or set CONCORDAT_API_KEY.")
}
