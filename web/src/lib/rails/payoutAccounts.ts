import { ledgerId, seriesOf } from '@concordat/sdk/ids.ts'
import { Rail } from '@concordat/sdk/payments/processor.ts'
import type { PayoutAccount } from '@concordat/sdk/types.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Address, type Hex, hexToString, isAddress, sha256, stringToBytes } from 'viem'
import { z } from 'zod'
import { useActor } from '../actor.tsx'
import { getJson, postText } from '../api.ts'
import { signRequest, validSeconds } from './ownerRequest.ts'
import { hex } from './rail.ts'

const path = '/rails/payout-accounts'
const address = z.custom<Address>(value => typeof value === 'string' && isAddress(value, { strict: false }))

/** A receiving account that its owner named, with what was ordered to be paid to it. */
export const NamedAccount = z.object({
  key: hex,
  owner: address,
  agreement: hex,
  /** What arrives here can be paid out: terms may name it as a party's account. */
  address,
  rail: Rail,
  holder: z.string(),
  account: z.string(),
  struct: z
    .object({
      owner: address,
      rail: hex,
      account: hex,
      minimum: z.string(),
      quorum: hex,
      currency: hex,
      processor: hex,
    })
    .transform((to): PayoutAccount => ({ ...to, minimum: BigInt(to.minimum) })),
  orders: z.array(
    z.object({
      instruction: hex,
      state: z.enum(['open', 'sent']),
      payout: z.string().nullable(),
      refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
    }),
  ),
})
export type NamedAccount = z.infer<typeof NamedAccount>

/** The Ledger id of the units that a payout account pays out. */
export function unitOf({ struct }: Pick<NamedAccount, 'struct'>, payments: Address): string {
  const currency = hexToString(struct.currency, { size: 32 })
  return ledgerId(seriesOf(struct.quorum, currency, struct.processor), payments).toString()
}

const listKey = (owner: Address | undefined) => ['payoutAccounts', owner] as const

/** Signed requests to read, by account: each is good for some minutes. */
const kept = new Map<Address, { header: string; until: number }>()
const isKept = (owner: Address) => (kept.get(owner)?.until ?? 0) > Date.now()

/**
 * The acting account's receiving accounts. The example's participants sign for themselves; a wallet is asked when its holder
 * wants to see them.
 */
export function usePayoutAccounts() {
  const { actor, signer } = useActor()
  const [asked, setAsked] = useState(false)
  const owner = actor?.address
  const silent = actor?.kind === 'example'
  const query = useQuery({
    queryKey: listKey(owner),
    queryFn: async ({ signal }) => {
      const by = await signer()
      const { address: account } = by.account
      if (!isKept(account)) {
        const header = await signRequest(by, 'GET', path)
        kept.set(account, { header, until: Date.now() + validSeconds * 1000 })
      }
      const authorization = kept.get(account)?.header ?? ''
      return z.array(NamedAccount).parse(await getJson(path, signal, { authorization }))
    },
    // A wallet that would ask its holder again is left in peace.
    enabled: owner !== undefined && (silent || asked || isKept(owner)),
    refetchInterval: () => (owner && (silent || isKept(owner)) ? 4_000 : false),
    refetchOnWindowFocus: silent,
    refetchOnReconnect: silent,
    staleTime: silent ? 0 : Number.POSITIVE_INFINITY,
    retry: false,
  })
  return { query, needsConsent: !silent && query.data === undefined && !asked, ask: () => setAsked(true) }
}

export type NewAccount = { agreement: Hex; holder: string; account: string; minimum: string }

/** Names a receiving account; the same attempt again names it once. */
export function useAddPayoutAccount() {
  const { actor, signer } = useActor()
  const queries = useQueryClient()
  const [key, setKey] = useState(() => crypto.randomUUID())
  return useMutation({
    mutationFn: async (given: NewAccount) => {
      const body = JSON.stringify(given)
      const authorization = await signRequest(await signer(), 'POST', path, body)
      const once = { 'idempotency-key': `${key} ${sha256(stringToBytes(body))}` }
      const headers = { authorization, 'content-type': 'application/json', ...once }
      return NamedAccount.parse(await postText(path, body, headers))
    },
    onSuccess: async added => {
      setKey(crypto.randomUUID())
      queries.setQueryData<NamedAccount[]>(listKey(actor?.address), before => [...(before ?? []), added])
    },
  })
}
