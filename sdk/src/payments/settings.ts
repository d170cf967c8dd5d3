import { z } from 'zod'

/** Another address than Stripe's own, for a processor that speaks its protocol. */
export const stripeAddress = {
  host: z.string().optional(),
  port: z.int().min(1).max(65_535).optional(),
  protocol: z.enum(['http', 'https']).optional(),
}

/** `PROCESSORS` in the environment: a JSON list of accounts at processors, each named once. */
export const processorList = <Account extends z.ZodType<{ account: string }>>(account: Account) =>
  z
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
    .pipe(
      z
        .array(account)
        .refine(
          entries => new Set(entries.map(entry => entry.account)).size === entries.length,
          'an account is named twice',
        ),
    )
