import { isAccount, noAccount } from '@concordat/sdk/payments/processor.ts'
import { z } from 'zod'

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

const accounts = z
  .array(Stripe)
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
