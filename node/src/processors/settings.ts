import { isAccount, noAccount } from '@concordat/sdk/payments/processor.ts'
import { z } from 'zod'

const Bank = z
  .strictObject({
    rail: z.literal('bank'),
    /** The IBAN. */
    account: z.string(),
    /**
     * Where the bank's statements are delivered to this node: a folder, or an address that lists the names of files as JSON and
     * gives each below it.
     */
    statements: z.string().min(1),
    /** What the address asks for, as a bearer token. */
    token: z.string().min(1).optional(),
  })
  .refine(isAccount, noAccount)

const Stripe = z
  .strictObject({
    rail: z.literal('stripe'),
    /** "acct_...": the key's own account, or one that is connected to it. */
    account: z.string(),
    /** A restricted key that may read payment intents, refunds, disputes, payouts and the account. */
    key: z.string().min(1),
    /** Another address than Stripe's own. */
    host: z.string().optional(),
    port: z.int().min(1).max(65_535).optional(),
    protocol: z.enum(['http', 'https']).optional(),
  })
  .refine(isAccount, noAccount)

export type StripeSettings = z.infer<typeof Stripe>
export type BankSettings = z.infer<typeof Bank>

const accounts = z
  .array(z.discriminatedUnion('rail', [Stripe, Bank]))
  .refine(
    entries => new Set(entries.map(({ account }) => account)).size === entries.length,
    'an account is named twice',
  )

/** `PROCESSORS`: a JSON list of the accounts at processors that the node can ask. */
export const Processors = z
  .string()
  .default('[]')
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue('is no JSON')
      return z.NEVER
    }
  })
  .pipe(accounts)
