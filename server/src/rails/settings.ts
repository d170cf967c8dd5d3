import { isAccount, noAccount } from '@concordat/sdk/payments/processor.ts'
import { processorList, stripeAddress } from '@concordat/sdk/payments/settings.ts'
import { z } from 'zod'

const Account = z
  .strictObject({
    rail: z.literal('stripe'),
    /** "acct_...": the key's own account, or one that is connected to it. */
    account: z.string(),
    /** A key that may write checkout sessions, refunds, payouts and bank accounts, and read the rest. */
    key: z.string().min(1),
    /** What webhooks about the account are signed with; two while one replaces the other. */
    webhookSecrets: z.array(z.string().min(1)).default([]),
    /** The id of the only business that may connect it; whoever comes first where none is named. */
    business: z.string().optional(),
    ...stripeAddress,
  })
  .refine(isAccount, noAccount)

export type AccountSettings = z.infer<typeof Account>

/** `PROCESSORS`: a JSON list of the accounts at processors that the server acts for. */
export const Processors = processorList(Account)
