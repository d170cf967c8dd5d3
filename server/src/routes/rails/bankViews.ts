import type { TransferReport } from '@concordat/sdk/payments/bank/report.ts'
import { z } from '@hono/zod-openapi'
import type { Hex } from 'viem'
import { amountText } from '../../rails/amounts.ts'
import type { KeptEntry } from '../../rails/bank/bankEntries.ts'
import type { StatementView } from '../../rails/bank/statements.ts'

const hex = z.custom<Hex>().openapi({ type: 'string' })

const Rejection = z.object({ reason: z.string(), words: z.string() })

export const Next = z
  .object({
    account: z.string(),
    currency: z.string().nullable().openapi({ description: 'Null while nothing is to be paid' }),
    transfers: z.number(),
    total: z.string(),
    later: z
      .number()
      .openapi({ description: 'Open instructions that wait for their time, or are in another currency' }),
  })
  .openapi('BankNextBatch')

export const Batch = z
  .object({
    id: z.string().openapi({ description: "The message's id" }),
    account: z.string().openapi({ description: 'The IBAN that pays' }),
    currency: z.string(),
    transfers: z.number(),
    total: z.string(),
    createdAt: z.number(),
    open: z.number().openapi({ description: 'How many of them the bank has not said the end of yet' }),
    paid: z.number(),
    failed: z.number().openapi({ description: 'How many the bank did not make, or took back' }),
    rejection: Rejection.nullable().openapi({ description: 'Why the bank made none of the file' }),
  })
  .openapi('BankBatch')

const Statement = z
  .object({
    id: z.string(),
    account: z.string(),
    currency: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    closing: z.string().nullable(),
    closedOn: z.string(),
    entries: z.number(),
  })
  .openapi('BankStatement')

const Entry = z
  .object({
    account: z.string(),
    reference: z.string(),
    side: z.enum(['credit', 'debit']),
    status: z.enum(['booked', 'pending', 'information', 'accepted', 'rejected']),
    amount: z.string(),
    currency: z.string(),
    date: z.string(),
    endToEndId: z.string().nullable(),
    remittance: z.array(z.string()),
    refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .openapi('BankEntry')

const Report = z
  .object({
    id: z.string(),
    batch: z.string().openapi({ description: 'The file that it is about' }),
    date: z.string(),
    transfers: z.number().openapi({ description: 'How many transfers it names' }),
    rejection: Rejection.nullable(),
  })
  .openapi('BankReport')

export const Statements = z
  .object({ statements: z.array(Statement), reports: z.array(Report), left: z.array(Entry) })
  .openapi('BankStatements')

export const Imported = z
  .object({
    statements: z.array(Statement),
    reports: z.array(Report),
    fresh: z.number().openapi({ description: 'Entries that were not known before, or are booked now' }),
    known: z.number(),
    placed: z.number().openapi({ description: 'Entries that are rows now' }),
    open: z.number().openapi({ description: 'Entries that are still being looked at' }),
    left: z
      .array(
        Entry.extend({ line: z.number().openapi({ description: 'Where in the file it begins' }) }).openapi('BankLine'),
      )
      .openapi({ description: 'Entries nobody could place, with the reason' }),
  })
  .openapi('BankImport')

export const Order = z
  .object({
    reference: z.string().openapi({ description: 'What the payer writes on the transfer, ISO 11649' }),
    agreement: hex,
    account: z.string().openapi({ description: 'The IBAN to pay to' }),
    amount: z.string(),
    currency: z.string(),
    payer: z.string(),
    purpose: z.string(),
    payment: z.string().nullable().openapi({ description: 'The payment that used it' }),
  })
  .openapi('BankOrder')

export const Transfer = z
  .object({ agreement: hex, account: z.string(), currency: z.string(), reference: z.string() })
  .openapi('BankTransfer')

/** What a business sees of a statement. */
export function viewStatement({ closing, ...statement }: StatementView) {
  return { ...statement, closing: closing === null ? null : signedText(closing, statement.currency) }
}

/** What a business sees of a report on a file of transfers. */
export function viewReport({ id, message: batch, date, transfers, rejection }: TransferReport) {
  return { id, batch, date, transfers: transfers.length, rejection }
}

function signedText(amount: string, currency: string): string {
  const value = BigInt(amount)
  return value < 0n ? `-${amountText(-value, currency)}` : amountText(value, currency)
}

/** What a business sees of an entry. */
export function viewEntry({ account, reference, side, status, amount, currency, date, ...entry }: KeptEntry) {
  const { endToEndId, remittance, refusal } = entry
  const text = amountText(BigInt(amount), currency)
  return { account, reference, side, status, amount: text, currency, date, endToEndId, remittance, refusal }
}
