import { isAccount, noAccount } from '@concordat/sdk/payments/processor.ts'
import { processorList, stripeAddress } from '@concordat/sdk/payments/settings.ts'
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
    ...stripeAddress,
  })
  .refine(isAccount, noAccount)

export type StripeSettings = z.infer<typeof Stripe>
export type BankSettings = z.infer<typeof Bank>

/** `PROCESSORS`: a JSON list of the accounts at processors that the node can ask. */
export const Processors = processorList(z.discriminatedUnion('rail', [Stripe, Bank]))
