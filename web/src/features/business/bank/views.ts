import { z } from 'zod'

const rejection = z.object({ reason: z.string(), words: z.string() }).nullable()

export const Next = z.object({
  account: z.string(),
  /** Null while nothing is to be paid. */
  currency: z.string().nullable(),
  transfers: z.number(),
  total: z.string(),
  later: z.number(),
})
export type Next = z.infer<typeof Next>

export const Batch = z.object({
  id: z.string(),
  account: z.string(),
  currency: z.string(),
  transfers: z.number(),
  total: z.string(),
  /** Unix seconds. */
  createdAt: z.number(),
  open: z.number(),
  paid: z.number(),
  failed: z.number(),
  /** Why the bank made none of the file. */
  rejection,
})
export type Batch = z.infer<typeof Batch>

const Statement = z.object({
  id: z.string(),
  account: z.string(),
  currency: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  closing: z.string().nullable(),
  closedOn: z.string(),
  entries: z.number(),
})
export type Statement = z.infer<typeof Statement>

const Report = z.object({
  id: z.string(),
  /** The file that it is about. */
  batch: z.string(),
  date: z.string(),
  transfers: z.number(),
  rejection,
})
export type Report = z.infer<typeof Report>

const Entry = z.object({
  account: z.string(),
  reference: z.string(),
  side: z.enum(['credit', 'debit']),
  amount: z.string(),
  currency: z.string(),
  date: z.string(),
  remittance: z.array(z.string()),
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
})
/** An entry nobody could place. `line` is where it begins in the file that was just sent. */
export type Left = z.infer<typeof Entry> & { line?: number }

export const Statements = z.object({
  statements: z.array(Statement),
  reports: z.array(Report),
  left: z.array(Entry),
})

export const Imported = z.object({
  statements: z.array(Statement),
  reports: z.array(Report),
  fresh: z.number(),
  known: z.number(),
  placed: z.number(),
  open: z.number(),
  left: z.array(Entry.extend({ line: z.number() })),
})
export type Imported = z.infer<typeof Imported>
