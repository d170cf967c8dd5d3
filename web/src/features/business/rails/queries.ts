import { ProcessorAccount, Rail, Reserve } from '@concordat/sdk/payments/processor.ts'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Hex, sha256, stringToBytes } from 'viem'
import { z } from 'zod'
import { getJson, postText } from '../../../lib/api.ts'
import { keyHeader, readKey } from '../../../lib/businessKey.ts'
import { hex, Limits } from '../../../lib/rails/rail.ts'

const Connection = z.object({
  business: hex,
  rail: Rail,
  account: z.string(),
  reserve: Reserve.nullable(),
  limits: Limits,
})
export type Connection = z.infer<typeof Connection>

/** What the rails of China are known to allow; the server has the figures. */
export const presets = ['wechat-pay', 'wechat-pay-e-commerce', 'alipay', 'alipay-async'] as const

const RefundOrder = z.object({
  id: z.string(),
  payment: z.string(),
  amount: z.string(),
  currency: z.string(),
  date: z.string(),
  /** `failed`: booked, and its money came back to the account, so that the payer is still owed. */
  state: z.enum(['open', 'sent', 'refused', 'failed']),
  refund: z.string().nullable(),
  replaces: z.string().nullable(),
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
})
export type RefundOrder = z.infer<typeof RefundOrder>

const json = { 'content-type': 'application/json' }

export const connectionsQuery = (business: Hex) =>
  queryOptions({
    queryKey: ['business', 'connections', business],
    queryFn: async ({ signal }) =>
      z.array(Connection).parse(await getJson(`/businesses/${business}/connections`, signal, keyHeader(business))),
    retry: false,
  })

/** What was ordered to be given back: for who manages the business, or has its key. */
export const refundsQuery = (business: Hex, manages: boolean) =>
  queryOptions({
    queryKey: ['business', 'refunds', business],
    queryFn: async ({ signal }) =>
      z.array(RefundOrder).parse(await getJson(`/businesses/${business}/refunds`, signal, keyHeader(business))),
    enabled: manages || readKey(business) !== '',
    refetchInterval: ({ state }) => (state.data?.some(each => each.state === 'open') ? 2_000 : false),
    retry: false,
  })

export type NewConnection = {
  rail: Rail
  account: string
  /** Null is none. */
  reserve: Reserve | null
  preset?: string | undefined
  /** Beside those of the preset. */
  limits?: Limits | undefined
}

/** Connects an account, or gives a connected one other limits or another reserve. */
export function useConnect(business: Hex) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (given: NewConnection) =>
      Connection.parse(
        await postText(`/businesses/${business}/connections`, JSON.stringify(given), {
          ...json,
          ...keyHeader(business),
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['business'] }),
  })
}

/** Gives a payer money back; pressing twice gives it back once. */
export function useRefund(business: Hex) {
  const queries = useQueryClient()
  const [key] = useState(() => crypto.randomUUID())
  return useMutation({
    mutationFn: async (given: { payment: string; amount: string } | { replaces: string }) => {
      const body = JSON.stringify(given)
      const once = { 'idempotency-key': `${key} ${sha256(stringToBytes(body))}` }
      const headers = { ...json, ...keyHeader(business), ...once }
      return RefundOrder.parse(await postText(`/businesses/${business}/refunds`, body, headers))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['business'] }),
  })
}

/** The processor account in a record's text, when the payment was made at one. */
export function processorIn(text: string | undefined): ProcessorAccount | null {
  if (!text) return null
  try {
    return ProcessorAccount.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
