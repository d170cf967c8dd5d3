import type { FactsView, PaymentsView } from '@concordat/sdk/views.ts'
import { queryOptions } from '@tanstack/react-query'
import { type Hex, sha256, stringToBytes } from 'viem'
import { z } from 'zod'
import { getJson, postText, queryString } from '../../lib/api.ts'
import { hex } from '../../lib/rails/rail.ts'
import type { SignedOrder } from './useSignOrder.ts'

const Checkout = z.object({
  id: z.uuid(),
  agreement: hex,
  amount: z.string(),
  currency: z.string(),
  payer: z.string(),
  purpose: z.string(),
  /** Unix seconds. */
  expiresAt: z.number(),
  /** The page at the processor. */
  url: z.url().nullable(),
})

const CheckoutState = Checkout.extend({
  state: z.enum(['open', 'processing', 'paid', 'expired']),
  /** Why the payer's last attempt failed, in the processor's words. */
  declined: z.object({ code: z.string(), message: z.string() }).nullable(),
  payment: z.string().nullable(),
  /** The subject of the fact about the payment. */
  subject: hex.nullable(),
  /** The number of the record that tells the nodes. */
  seq: z.number().nullable(),
  /** Where the receipt is, once the payment is on record. */
  receipt: z
    .string()
    .regex(/^\/api\//)
    .nullable()
    .default(null),
})
export type CheckoutState = z.infer<typeof CheckoutState>

const again = 1_500

/** How a payment stands at the processor; asked again until the nodes were told, also while nobody answers. */
export const checkoutQuery = (id: string) =>
  queryOptions({
    queryKey: ['checkout', id],
    queryFn: async ({ signal }) => CheckoutState.parse(await getJson(`/rails/checkout/${id}`, signal)),
    refetchInterval: ({ state }) =>
      state.data?.state === 'expired' || (state.data?.seq ?? null) !== null ? false : again,
    retry: false,
    staleTime: 0,
  })

/** What the chain has used of a payment's fact. */
export const paymentFactQuery = (subject: Hex | null) =>
  queryOptions({
    queryKey: ['index', 'factsOf', subject],
    queryFn: ({ signal }) => getJson<FactsView>(`/index/facts${queryString({ subject, limit: 5 })}`, signal),
    enabled: subject !== null,
  })

/** The last payments that an agreement booked. */
export const lastPaymentsQuery = (root: Hex) =>
  queryOptions({
    queryKey: ['index', 'lastPayments', root],
    queryFn: ({ signal }) => getJson<PaymentsView>(`/index/agreements/${root}/payments?kind=receipt&limit=100`, signal),
  })

/** What both ways of paying are asked with. The key makes a request that is sent twice one request. */
type NewPayment = { key: string; root: Hex; amount: string; payer: string; purpose: string }

/** Opens the processor's page for a payment, in the payer's language. */
export async function openCheckout(given: NewPayment & { language: 'en' | 'zh'; order?: SignedOrder | undefined }) {
  const { key, root, ...rest } = given
  const body = JSON.stringify({ agreement: root, ...rest })
  return Checkout.parse(await postText('/rails/checkout', body, headersOf(key, body)))
}

const TransferOrder = z.object({
  /** What the payer writes on the transfer. */
  reference: z.string(),
  /** The IBAN to pay to. */
  account: z.string(),
  amount: z.string(),
  currency: z.string(),
})
export type TransferOrder = z.infer<typeof TransferOrder>

/** Orders a payment that is made by transfer. */
export async function orderTransfer({ key, root, ...rest }: NewPayment) {
  const body = JSON.stringify({ agreement: root, ...rest })
  return TransferOrder.parse(await postText('/rails/bank/orders', body, headersOf(key, body)))
}

const headersOf = (key: string, body: string) => ({
  'content-type': 'application/json',
  'idempotency-key': `${key} ${sha256(stringToBytes(body))}`,
})

const keptName = (root: Hex) => `concordat.checkout.${root}`

/** The payment begun last in this tab: the processor's page leads back without it when the payer turns away. */
export const readLast = (root: Hex) => sessionStorage.getItem(keptName(root))
export const keepLast = (root: Hex, id: string) => sessionStorage.setItem(keptName(root), id)
export const forgetLast = (root: Hex) => sessionStorage.removeItem(keptName(root))
