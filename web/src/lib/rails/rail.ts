import { ProcessorAccount } from '@concordat/sdk/payments/processor.ts'
import { queryOptions } from '@tanstack/react-query'
import { type Hex, isHex } from 'viem'
import { z } from 'zod'
import { ApiError, getJson } from '../api.ts'

export const hex = z.custom<Hex>(value => typeof value === 'string' && isHex(value))

/** What a rail allows a business to do; amounts are in the currency's minor unit. */
export const Limits = z.object({
  maxShareBps: z.number().optional(),
  own: z.string().optional(),
  maxReceivers: z.number().optional(),
  minPayout: z.string().optional(),
  holdSeconds: z.number().optional(),
  releaseSeconds: z.number().optional(),
})
export type Limits = z.infer<typeof Limits>

/** By which connected account an agreement's money comes and goes. */
export const AgreementRail = z.object({
  agreement: hex,
  business: hex,
  processor: ProcessorAccount,
  currency: z.string(),
  quorum: hex,
  limits: Limits,
  /** Whether a payer can pay on the processor's page. */
  page: z.boolean(),
  /** Why the rail would not divide a payment as the terms say. */
  refusal: z.object({ code: z.string(), message: z.string(), details: z.unknown() }).nullable(),
})
export type AgreementRail = z.infer<typeof AgreementRail>

/** Whether somebody can pay here: on the processor's page, or by a transfer to the bank account. */
export const takesPayments = ({ page, processor }: AgreementRail) => page || processor.rail === 'bank'

/** Answers that say that there is no account, or none yet. */
const none = ['ConnectionMissing', 'AgreementMissing', 'AgreementUnknown']

/** The account behind an agreement; null where no connected one is. */
export const railQuery = (root: Hex) =>
  queryOptions({
    queryKey: ['business', 'rail', root],
    queryFn: async ({ signal }): Promise<AgreementRail | null> => {
      try {
        return AgreementRail.parse(await getJson(`/rails/agreements/${root}`, signal))
      } catch (error) {
        if (error instanceof ApiError && none.includes(error.code)) return null
        throw error
      }
    },
    staleTime: 30_000,
  })
