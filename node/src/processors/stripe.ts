import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import { fromStripeAmount } from '@concordat/sdk/payments/stripeAmount.ts'
import Stripe from 'stripe'
import type { ProcessorPort, ProcessorRow } from './port.ts'
import type { Outcome, PaymentRecord, PayoutRecord, ProcessorRecord } from './record.ts'
import type { StripeSettings } from './settings.ts'

const patienceMs = 15_000

export type StripeParameters = {
  settings: StripeSettings
  /** Whether the payer of the row signed the order that the payment carries. */
  isSigned: (payer: string, metadata: Record<string, string>) => Promise<boolean>
}

/** Reads an account at Stripe through its official client. */
export function createStripe({ settings, isSigned }: StripeParameters): ProcessorPort {
  const { account, key, host, port, protocol } = settings
  const name = `stripe ${account}`
  const address = { ...(host ? { host } : {}), ...(port ? { port } : {}), ...(protocol ? { protocol } : {}) }
  const client = new Stripe(key, { ...address, timeout: patienceMs, maxNetworkRetries: 1, telemetry: false })
  let options: Promise<Stripe.RequestOptions> | undefined

  /** Acts for the account that is named and no other: the key's own, or one it was given access to. */
  async function find(): Promise<Stripe.RequestOptions> {
    const own = await client.accounts.retrieveCurrent()
    return own.id === account ? {} : { stripeAccount: account }
  }

  const ask = async <Answer>(request: (options: Stripe.RequestOptions) => Promise<Answer>): Promise<Answer | null> => {
    try {
      options ??= find()
      return await request(await options.catch(forget))
    } catch (cause) {
      if (cause instanceof Stripe.errors.StripeError && cause.code === 'resource_missing') return null
      throw refusal(name, cause)
    }
  }
  const forget = (error: unknown): never => {
    options = undefined
    throw error
  }

  const readers: { [Kind in ProcessorRow['kind']]: (row: ProcessorRow) => Promise<ProcessorRecord | null> } = {
    payment: async row => {
      const intent = await ask(options => client.paymentIntents.retrieve(row.id, {}, options))
      if (!intent) return null
      const payer = row.kind === 'payment' ? row.data.payer : ''
      return { ...paymentOf(intent), isSigned: await isSigned(payer, intent.metadata) }
    },
    refund: async row => {
      const refund = await ask(options => client.refunds.retrieve(row.id, {}, options))
      if (!refund) return null
      const status = refund.status ?? 'pending'
      const original = idOf(refund.payment_intent)
      return {
        kind: 'refund',
        outcome: outcomeOf(status, ['pending', 'requires_action']),
        original,
        ...found(refund, status),
      }
    },
    dispute: async row => {
      const dispute = await ask(options => client.disputes.retrieve(row.id, {}, options))
      return dispute && disputeOf(dispute)
    },
    payout: async row => {
      if (row.kind === 'payout' && row.id === row.data.instruction) return readUnmade(row)
      const payout = await ask(options => client.payouts.retrieve(row.id, {}, options))
      return payout && payoutOf(payout)
    },
  }

  /** What was made for an instruction of which a row says that it failed before anything was. */
  async function readUnmade({ id, data }: Extract<ProcessorRow, { kind: 'payout' }>): Promise<ProcessorRecord | null> {
    const destination = data.particulars?.account ?? ''
    if (!/^ba_\w+$/.test(destination)) return null
    const made = await ask(async options => {
      for await (const payout of client.payouts.list({ destination, limit: 100 }, options))
        if (payout.metadata?.instruction === id) return payout
      return null
    })
    if (made) return payoutOf(made)
    // From the whole list: that it could be read tells a closed account from one that the key may not see.
    const banks = await ask(options =>
      client.accounts.listExternalAccounts(account, { limit: 100 }, options).autoPagingToArray({ limit: 10_000 }),
    )
    if (!banks) return null
    const bank = banks.find(each => each.id === destination)
    const isErrored = bank !== undefined && 'status' in bank && bank.status === 'errored'
    const closure = bank === undefined ? 'external_account_missing' : isErrored ? 'external_account_errored' : null
    return { kind: 'unmade', destination, closure }
  }

  return {
    name,
    // An id that is none of Stripe's would ask for something else, or for nothing.
    read: async row => (ids[row.kind].test(row.id) ? await readers[row.kind](row) : null) ?? { kind: 'none' },
  }
}

const ids = {
  payment: /^pi_\w+$/,
  refund: /^(re|pyr)_\w+$/,
  dispute: /^(dp|du)_\w+$/,
  payout: /^(po_\w+|0x[0-9a-f]{64})$/,
}

type Amounts = { amount: number; currency: string; metadata: Record<string, string> | null; created: number }

function found({ amount, currency: code, metadata, created }: Amounts, status: string) {
  const currency = code.toUpperCase()
  const inMinorUnit = fromStripeAmount(amount, currency)?.toString() ?? null
  return { amount: inMinorUnit, currency, metadata: metadata ?? {}, createdAt: created, status }
}

function outcomeOf(status: string, pending: string[]): Outcome {
  if (status === 'succeeded') return 'succeeded'
  return pending.includes(status) ? 'pending' : 'failed'
}

function paymentOf(intent: Stripe.PaymentIntent): Omit<PaymentRecord, 'isSigned'> {
  const { status, amount_received: amount } = intent
  return { kind: 'payment', outcome: outcomeOf(status, ['processing']), ...found({ ...intent, amount }, status) }
}

/** Money that a dispute moved is told by its balance transactions: its status alone says nothing of that. */
function disputeOf(dispute: Stripe.Dispute): ProcessorRecord {
  const { status, balance_transactions: movements } = dispute
  const taken = movements.some(({ amount }) => amount < 0)
  const back = movements.find(({ amount }) => amount > 0)
  const sum = movements.reduce((sum, { amount }) => sum + amount, 0)
  const isOpen = /^(needs_response|under_review|appeal_)/.test(status)
  const reinstated = status === 'won' ? (back && sum === 0 ? 'succeeded' : 'pending') : isOpen ? 'pending' : 'failed'
  return {
    kind: 'dispute',
    original: idOf(dispute.payment_intent),
    withdrawn: taken ? 'succeeded' : isOpen ? 'pending' : 'failed',
    reinstated,
    reinstatedAt: back?.created ?? null,
    ...found(dispute, status),
  }
}

function payoutOf(payout: Stripe.Payout): PayoutRecord {
  const { status } = payout
  const hasFailed = status === 'failed' || status === 'canceled'
  const state = payout.reversed_by ? 'reversed' : hasFailed ? 'failed' : status === 'paid' ? 'paid' : 'accepted'
  const outcome = state === 'reversed' ? state : status
  const failure = hasFailed || state === 'reversed' ? (payout.failure_code ?? outcome) : null
  return { kind: 'payout', state, destination: idOf(payout.destination), failure, ...found(payout, status) }
}

const idOf = (reference: string | { id: string } | null) =>
  typeof reference === 'string' ? reference : (reference?.id ?? null)

/** Everything but an answer may pass: the network, or an operator who gives the key its rights. */
function refusal(name: string, cause: unknown): RetryableError {
  const message = cause instanceof Error ? cause.message : String(cause)
  const isAnswer = cause instanceof Stripe.errors.StripeError && !(cause instanceof Stripe.errors.StripeConnectionError)
  const status = isAnswer ? (cause.statusCode ?? 500) : 500
  if (status >= 500 || status === 429)
    return new RetryableError('ProcessorUnavailable', `The processor of ${name} does not answer.`, {
      cause,
      details: message,
    })
  return new RetryableError('ProcessorRefused', `The processor of ${name} refuses the node.`, {
    cause,
    details: message,
  })
}
