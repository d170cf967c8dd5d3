import { createHash } from 'node:crypto'
import { ledgerId, seriesOf } from '@concordat/sdk/ids.ts'
import type { PayoutAccount } from '@concordat/sdk/types.ts'
import { type Address, type Hex, hexToString } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { z } from 'zod'
import { ownerRequest } from '../../ownerRequest.ts'

const path = '/api/rails/payout-accounts'
const hex = z.custom<Hex>()

const Struct = z
  .object({
    owner: z.custom<Address>(),
    rail: hex,
    account: hex,
    minimum: z.string(),
    quorum: hex,
    currency: hex,
    processor: hex,
  })
  .transform((to): PayoutAccount => ({ ...to, minimum: BigInt(to.minimum) }))

const NamedAccount = z.object({
  key: hex,
  agreement: hex,
  processor: z.string(),
  address: z.custom<Address>(),
  holder: z.string(),
  account: z.string(),
  struct: Struct,
  orders: z.array(
    z.object({
      instruction: hex,
      state: z.enum(['open', 'sent']),
      payout: z.string().nullable(),
      refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
    }),
  ),
})

/** A receiving account that its owner named, with what was ordered to be paid to it. */
export type NamedAccount = z.infer<typeof NamedAccount>

export async function listPayoutAccounts(owner: PrivateKeyAccount): Promise<NamedAccount[]> {
  return z.array(NamedAccount).parse(await ownerRequest(owner, { path }))
}

export type NewPayoutAccount = { agreement: string; holder: string; account: string; minimum: string }

/** Names a receiving account; the same account named again is the same. */
export async function addPayoutAccount(owner: PrivateKeyAccount, body: NewPayoutAccount): Promise<NamedAccount> {
  const idempotencyKey = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  return NamedAccount.parse(await ownerRequest(owner, { path, body, idempotencyKey }))
}

/** The Ledger id of the units that a payout account pays out. */
export function unitOf({ quorum, currency, processor }: PayoutAccount, payments: Address): string {
  return ledgerId(seriesOf(quorum, hexToString(currency, { size: 32 }), processor), payments).toString()
}
