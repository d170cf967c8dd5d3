import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { queryOptions } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { z } from 'zod'
import { getJson, queryString } from '../api.ts'
import { keyHeader } from '../businessKey.ts'
import type { Unit } from '../format.ts'
import { hex } from './rail.ts'

const amount = z.string().regex(/^-?\d+$/)
const totals = { outstanding: amount, inFlight: amount, receivables: amount, reserve: amount }

/** A processor account against the chain; amounts are in the currency's minor unit. */
export const Reconciliation = z.object({
  business: hex,
  rail: z.string(),
  account: z.string(),
  currency: z.string(),
  ...totals,
  series: z.array(z.object({ asset: z.string(), quorum: hex, ...totals })),
  balance: amount,
  difference: amount,
  causes: z.array(z.object({ code: z.string(), id: z.string(), amount })),
})
export type Reconciliation = z.infer<typeof Reconciliation>

/** Every account held against the chain: of one business, or of all where anyone may read them. */
export const reconcileQuery = (business: Hex | null) =>
  queryOptions({
    queryKey: ['reconcile', business],
    queryFn: async ({ signal }) => {
      const headers = business ? keyHeader(business) : {}
      return z
        .array(Reconciliation)
        .parse(await getJson(`/rails/reconcile${queryString({ business })}`, signal, headers))
    },
    staleTime: 10_000,
    retry: false,
  })

/** How amounts of an account are written. */
export const unitOfCurrency = (currency: string): Unit => ({ symbol: currency, decimals: currencyDecimals(currency) })
