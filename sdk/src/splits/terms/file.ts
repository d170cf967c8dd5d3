import { z } from 'zod'
import { Attachment, attachmentLimits } from '../../attachments/attachment.ts'
import { isAccount, noAccount, Rail } from '../../payments/processor.ts'
import { Basis } from './basis.ts'

const name = z.string().trim().min(1).max(80)

/** Per receiver, by name, a whole weight or a percentage: `{ "operator": 7 }` or `{ "operator": "12.5%" }`. */
const shares = z.record(name, z.union([z.number(), z.string()]))

const party = z.strictObject({
  name,
  role: z.string().trim().min(1).max(120),
  /** The account that signs and is paid; the caller may fill it in. */
  account: z.string().optional(),
})

const price = z.strictObject({
  /** Per unit, in the currency's major unit, for example "0.05". */
  amount: z.string(),
  meter: name,
  /** What the meter counts, for example "kWh". */
  unit: name,
  /** How many decimals of the unit the meter counts. */
  decimals: z.int().min(0).max(9).default(3),
  /** The month's quantity when nobody reads the meter in time, in `unit`. */
  default: z.string().default('0'),
})

const monthly = z.strictObject({
  name,
  /** Fixed amount each month, for example "1,500.00". */
  amount: z.string().optional(),
  price: price.optional(),
  /** The most it takes of what is left of the month. */
  rate: z.string().default('100%'),
  unmet: z.enum(['carried', 'dropped']),
  shares,
  /** What whole weights add up to, when that is to be checked. */
  total: z.int().positive().optional(),
  /** The name of the amended version's clause it continues. */
  continues: name.optional(),
})

const lock = z.strictObject({
  /** The milestone that unlocks the clause, for example "accepted". */
  milestone: name,
  by: z.string().optional(),
  otherwise: shares.optional(),
})

const clause = z.strictObject({
  name,
  rate: z.string().default('100%'),
  limit: z.string().optional(),
  shares,
  total: z.int().positive().optional(),
  lock: lock.optional(),
  continues: name.optional(),
})

const period = z.strictObject({
  /** "+08:00" */
  timezone: z.string(),
  /** "2025-11" */
  firstMonth: z.string(),
  /** When anyone may close a month with the default quantities, counted from its end: "P15D". */
  closeAfter: z.string(),
})

const processor = z
  .strictObject({
    rail: Rail,
    account: z.string(),
    /** What the account withholds of each payment: `{ "rate": "5%", "duration": "P90D" }`. */
    reserve: z.strictObject({ rate: z.string(), duration: z.string() }).optional(),
  })
  .refine(isAccount, noAccount)

const register = z.strictObject({ name, root: z.string(), count: z.int().positive(), total: z.string() })

/**
 * Terms as people write them. Times are dates ("2026-03-31", its last second), moments ("2026-03-31T12:00:00Z") or durations
 * from the proposal ("P90D"); amounts are in major units, rates in percent.
 */
export const SplitsTermsFile = z.strictObject({
  title: z.string().trim().min(1).max(200),
  /** The business whose records count: its id, or a name the caller knows. */
  business: z.string().default('default'),
  /** ISO 4217 code of the shared currency. */
  currency: z.string().optional(),
  /**
   * The account at a processor that receives the currency, or a name the caller knows; the business itself, on its own word,
   * when left out.
   */
  processor: z.union([name, processor]).optional(),
  /** Instead of a currency: the Ledger id of the shared units. */
  asset: z.string().optional(),
  /** Decimals of the currency or asset; needed for an asset. */
  decimals: z.int().min(0).max(18).optional(),
  parties: z.array(party),
  quorum: z.string().default('default'),
  /** Who can freeze; nobody when left out. */
  arbiters: z.string().optional(),
  signBy: z.string().trim().min(1),
  endsAt: z.string().optional(),
  maxFreeze: z.string().default('P0D'),
  /** Whether the parties sign in listed order. */
  ordered: z.boolean().default(false),
  period: period.optional(),
  monthly: z.array(monthly).default([]),
  clauses: z.array(clause),
  registers: z.array(register).default([]),
  /** Who bears the processor's fees, and what tax is in the amounts; the prose is signed with it. */
  basis: Basis.optional(),
  /** The readable contract; only its salted hash is public. */
  prose: z.string().optional(),
  /** Files that belong to the contract; the prose is signed with a line for each. */
  attachments: z.array(Attachment).max(attachmentLimits.perDraft).optional(),
  /** 32 bytes that keep the prose from being guessed. */
  salt: z.string().optional(),
})

/** Terms as people write them. */
export type SplitsTermsFile = z.input<typeof SplitsTermsFile>
/** The same with every default filled in. */
export type FilledTermsFile = z.output<typeof SplitsTermsFile>
/** Who gets what, by name. */
export type SharesByName = Record<string, number | string>
