import { parseAmount } from '@concordat/sdk/amounts.ts'
import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import { toStripeAmount } from '@concordat/sdk/payments/stripeAmount.ts'
import type Stripe from 'stripe'
import { ApiError } from '../../errors.ts'
import { isRefusal, type Processor } from '../../rails/processor.ts'
import type { Bill } from './stages.ts'

/** The site's till: what it sells is paid, and given back, at the processor. */
export type Till = {
  /** Makes what bills say happen, payments before refunds. Answers the processor's ids. */
  take: (bills: Bill[]) => Promise<string[]>
}

export type TillParameters = {
  processor: Processor
  /** What travels with a payment. */
  metadataOf: (bill: Bill) => Record<string, string>
  /** Says that nobody waits for it any more. */
  signal: AbortSignal
}

const atOnce = 6
const pause = 500
/** How many cards a payer has: a person who plays the bank may decline some. */
const cards = 5

/** Opens the till. What an earlier run made is found by the bill's id, and what is asked twice is made once. */
export async function openTill({ processor, metadataOf, signal }: TillParameters): Promise<Till> {
  const { ask } = processor
  const { made, failed } = await askUntilAnswered(() => listMade(processor), signal)
  const asked = new Set<string>()

  async function pay(bill: Bill, declined: number): Promise<string> {
    const { amount, currency } = bill.data
    const intent = await ask((client, options) =>
      client.paymentIntents.create(
        {
          amount: inStripe(amount, currency),
          currency: currency.toLowerCase(),
          confirm: true,
          payment_method: 'pm_card_visa',
          automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          metadata: { ...metadataOf(bill), bill: bill.id },
        },
        { ...options, idempotencyKey: keyOf(bill.id, declined) },
      ),
    )
    return intent.id
  }

  async function giveBack({ id, date, data }: Extract<Bill, { kind: 'refund' }>, refused: number): Promise<string> {
    const payment = made.get(data.original)
    if (payment === undefined)
      throw new ApiError(422, 'PaymentUnknown', `The example gives back "${data.original}", which nobody paid.`)
    const given = {
      payment_intent: payment,
      amount: inStripe(data.amount, data.currency),
      metadata: { bill: id, date },
    }
    const refund = await ask((client, options) =>
      client.refunds.create(given, { ...options, idempotencyKey: keyOf(id, refused) }),
    )
    return refund.id
  }

  /** A bill that the file repeats is asked for again: its id keeps it from being made again. */
  async function make(bill: Bill): Promise<string> {
    const known = made.get(bill.id)
    if (known !== undefined && !asked.has(bill.id)) return known
    asked.add(bill.id)
    const before = failed.get(bill.id) ?? 0
    const attempt = (n: number) => (bill.kind === 'payment' ? pay(bill, before + n) : giveBack(bill, before + n))
    const id = await tryCards(attempt, signal)
    made.set(bill.id, id)
    return id
  }

  return {
    take: async bills => {
      const payments = await inParallel(
        bills.filter(({ kind }) => kind === 'payment'),
        make,
        signal,
      )
      return [
        ...payments,
        ...(await inParallel(
          bills.filter(({ kind }) => kind === 'refund'),
          make,
          signal,
        )),
      ]
    },
  }
}

const inStripe = (amount: string, currency: string): number =>
  toStripeAmount(parseAmount(amount, currencyDecimals(currency)), currency)

/** A refusal is kept under its key, so after one the next attempt has another. */
const keyOf = (id: string, refused: number): string => (refused === 0 ? id : `${id} ${refused}`)

const standing = new Set<Stripe.PaymentIntent['status']>(['succeeded', 'processing'])

/** What the processor has of the year by the bill's id, and how often it came to nothing. */
async function listMade({ ask }: Processor): Promise<{ made: Map<string, string>; failed: Map<string, number> }> {
  const made = new Map<string, string>()
  const failed = new Map<string, number>()
  const note = (bill: string | undefined, id: string, stands: boolean) => {
    if (bill === undefined) return
    if (stands) made.set(bill, id)
    else failed.set(bill, (failed.get(bill) ?? 0) + 1)
  }
  await ask(async (client, options) => {
    for await (const { id, status, metadata } of client.paymentIntents.list({ limit: 100 }, options))
      note(metadata.bill, id, standing.has(status))
    for await (const { id, status, metadata } of client.refunds.list({ limit: 100 }, options))
      note(metadata?.bill, id, status !== 'failed' && status !== 'canceled')
  })
  return { made, failed }
}

async function tryCards(attempt: (declined: number) => Promise<string>, signal: AbortSignal): Promise<string> {
  for (let declined = 0; ; declined++)
    try {
      return await askUntilAnswered(() => attempt(declined), signal)
    } catch (error) {
      if (!isRefusal(error) || declined + 1 === cards) throw error
    }
}

/** An outage of the processor passes. */
async function askUntilAnswered<Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  for (;;)
    try {
      signal.throwIfAborted()
      return await ask()
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error
      await new Promise(resolve => setTimeout(resolve, pause))
    }
}

async function inParallel<Item, Result>(
  items: Item[],
  work: (item: Item) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  const worker = async () => {
    for (const [index, item] of queue) {
      signal.throwIfAborted()
      results[index] = await work(item)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}
