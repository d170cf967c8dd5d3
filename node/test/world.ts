import { parseEnv } from '@concordat/sandbox/env.ts'
import { start } from '@concordat/sandbox/start.ts'
import { currencyCode, payerAccount } from '@concordat/sdk/ids.ts'
import { buildOrderMetadata, orderDigest, orderTypedData, type PaymentOrder } from '@concordat/sdk/payments/order.ts'
import { type ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import Stripe from 'stripe'
import type { Hex, LocalAccount } from 'viem'
import { payment } from './feed.ts'
import { freePort, type Stack } from './stack.ts'

const secret = 'sk_test_platform'
const reader = 'rk_test_reader'

export type World = Awaited<ReturnType<typeof startWorld>>

/** The processor: the sandbox, with an account of the business's. */
export async function startWorld(stack: Stack) {
  const port = await freePort()
  const env = { PORT: String(port), DATABASE_URL: await stack.createDatabase('sandbox'), KEYS: `${secret},${reader}` }
  const sandbox = await start(parseEnv(env))
  const address = { host: '127.0.0.1', port, protocol: 'http' } as const
  const stripe = new Stripe(secret, { ...address, maxNetworkRetries: 0, telemetry: false })
  const account = (await stripe.accounts.retrieveCurrent()).id
  let orders = 0n

  const control = async (path: string, body: object = {}): Promise<Record<string, unknown>> => {
    const headers = { 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fetch(`${sandbox.url}/sandbox/${path}`, init)
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as Record<string, unknown>
  }

  return {
    stripe,
    account,
    control,
    stop: sandbox.stop,
    /** What a node is told of an account, with a key that can only read. */
    settingsOf: (...accounts: string[]) =>
      JSON.stringify(accounts.map(account => ({ rail: 'stripe', account, key: reader, ...address }))),
    balanceOf: async (account: string): Promise<number> => {
      const { available } = await stripe.balance.retrieve({}, { stripeAccount: account })
      return available.find(({ currency }) => currency === 'xts')?.amount ?? 0
    },
    /** A payment by card, and the row that states it. */
    pay: async (given: Payment): Promise<RowInput & { kind: 'payment' }> => {
      const { root, processor, amount, card = 'pm_card_visa', date = '2025-01-01', purpose = 'Charging' } = given
      const payer = given.wallet?.address ?? given.payer ?? 'card 1'
      const order: PaymentOrder = {
        payer: payerAccount(payer),
        payee: stack.contracts.Splits,
        agreement: root,
        currency: currencyCode('XTS'),
        amount: BigInt(amount),
        processor: processorName(processor),
        purpose,
        nonce: given.nonce ?? orders++,
        expiry: 4_000_000_000n,
      }
      const { chainId, contracts } = stack
      const signature = await given.wallet?.signTypedData(orderTypedData(order, chainId, contracts.Payments))
      const digest = orderDigest(order, chainId, contracts.Payments)
      const metadata = buildOrderMetadata({ order, digest, payer, date, ...(signature ? { signature } : {}) })
      const params = { amount, currency: given.currency ?? 'xts', payment_method: card, metadata }
      const intent = await stripe.paymentIntents
        .create(
          { ...params, allowed_payment_method_types: ['card'], confirm: true },
          { stripeAccount: processor.account },
        )
        .catch(declined)
      const row = payment(intent.id, (amount / 100).toFixed(2), date)
      if (row.kind !== 'payment') throw new Error(row.kind)
      return { ...row, data: { ...row.data, payer, purpose, processor } }
    },
  }
}

/** A card that is declined leaves its payment behind. */
function declined(error: unknown): Stripe.PaymentIntent {
  const intent = error instanceof Stripe.errors.StripeCardError ? error.payment_intent : undefined
  if (!intent) throw error
  return intent
}

export type Payment = {
  root: Hex
  processor: ProcessorAccount
  /** In cents. */
  amount: number
  currency?: string
  card?: string
  date?: string
  purpose?: string
  payer?: string
  wallet?: LocalAccount
  nonce?: bigint
}
