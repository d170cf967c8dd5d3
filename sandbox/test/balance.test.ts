import fc from 'fast-check'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox, type TestSandbox } from './harness.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startSandbox({ SEED: 'balance' })
})
afterAll(() => sandbox.end())

const cards = [
  ...['pm_card_visa', 'pm_card_chargeDeclined', 'pm_card_createDispute', 'pm_card_refundFail', 'pm_card_pendingRefund'],
]
const numbers = ['000123456789', '000111111113', '000555555558']
const currencies = ['usd', 'jpy', 'xts']

// Few, so that the same thing is refunded, disputed and judged several times.
const pick = fc.nat(4)
const currency = fc.constantFrom(...currencies)
const amount = fc.integer({ min: 1, max: 5_000 })

const payment = fc.record({
  kind: fc.constant('pay' as const),
  amount,
  currency,
  card: fc.constantFrom(...cards),
  manual: fc.boolean(),
})

// Payments are what the others need, and refunds meet the most limits, so there are more of them.
const operation = fc.oneof(
  { weight: 5, arbitrary: payment },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('capture' as const), pick, amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), pick }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('refund' as const), pick, amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dispute' as const), pick, amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('judge' as const), pick, won: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('payOut' as const), amount, currency, bank: fc.nat(2) }) },
  fc.record({
    kind: fc.constant('endPayout' as const),
    pick,
    how: fc.constantFrom('complete', 'fail', 'return', 'cancel'),
  }),
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('failRefund' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('transfer' as const), amount, currency }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reverse' as const), pick, amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const) }) },
)
type Operation = typeof operation extends fc.Arbitrary<infer O> ? O : never

type World = {
  account: string
  banks: Record<string, string[]>
  intents: string[]
  refunds: string[]
  disputes: string[]
  payouts: string[]
  transfers: string[]
}

const return_url = 'https://a.example/'
const choose = (list: string[], at: number) => list[at % list.length]

/** Does it; refusals are part of the game, failures of the sandbox are not. */
async function run(operation: Operation, world: World): Promise<void> {
  const { stripe, control } = sandbox
  const own = { stripeAccount: world.account }
  if (operation.kind === 'wait') return void (await new Promise(resolve => setTimeout(resolve, 120)))
  if (operation.kind === 'pay') {
    const { amount, currency, card, manual } = operation
    const method = manual ? 'manual' : 'automatic'
    const params = {
      amount,
      currency,
      payment_method: card,
      confirm: true,
      capture_method: method,
      return_url,
    } as const
    return void world.intents.push((await stripe.paymentIntents.create(params, own)).id)
  }
  if (operation.kind === 'payOut') {
    const destination = world.banks[operation.currency]?.[operation.bank] ?? ''
    const params = { amount: operation.amount, currency: operation.currency, destination }
    return void world.payouts.push((await stripe.payouts.create(params, own)).id)
  }
  if (operation.kind === 'transfer') {
    const params = { amount: operation.amount, currency: operation.currency, destination: world.account }
    return void world.transfers.push((await stripe.transfers.create(params)).id)
  }
  const lists = {
    capture: world.intents,
    cancel: world.intents,
    refund: world.intents,
    dispute: world.intents,
    judge: world.disputes,
    endPayout: world.payouts,
    failRefund: world.refunds,
    reverse: world.transfers,
  }
  const id = choose(lists[operation.kind], operation.pick)
  if (id === undefined) return
  if (operation.kind === 'capture')
    await stripe.paymentIntents.capture(id, { amount_to_capture: operation.amount }, own)
  if (operation.kind === 'cancel') await stripe.paymentIntents.cancel(id, {}, own)
  if (operation.kind === 'refund')
    world.refunds.push((await stripe.refunds.create({ payment_intent: id, amount: operation.amount }, own)).id)
  if (operation.kind === 'dispute')
    world.disputes.push(String((await control(`payments/${id}/dispute`, { amount: operation.amount })).id))
  if (operation.kind === 'judge') await control(`disputes/${id}/${operation.won ? 'win' : 'lose'}`, {})
  if (operation.kind === 'failRefund') await control(`refunds/${id}/fail`, {})
  if (operation.kind === 'reverse') await stripe.transfers.createReversal(id, { amount: operation.amount })
  if (operation.kind === 'endPayout') {
    if (operation.how === 'cancel') await stripe.payouts.cancel(id, {}, own)
    else await control(`payouts/${id}/${operation.how}`, {})
  }
}

type Sums = Record<string, number>
const add = (sums: Sums, currency: string, amount: number) => {
  sums[currency] = (sums[currency] ?? 0) + amount
}

/** What the account must have, by its payments, refunds, disputes, payouts and transfers alone. */
async function expected(account: string, fee: (amount: number) => number): Promise<Sums> {
  const { stripe } = sandbox
  const own = { stripeAccount: account }
  const sums: Sums = {}
  for await (const charge of stripe.charges.list({ limit: 100 }, own)) {
    const taken = charge.amount_captured
    expect(charge.amount_refunded).toBeLessThanOrEqual(charge.amount)
    expect(charge.refunded).toBe(charge.amount_refunded === charge.amount)
    if (charge.captured) add(sums, charge.currency, taken - (charge.payment_intent ? Math.min(taken, fee(taken)) : 0))
  }
  for await (const refund of stripe.refunds.list({ limit: 100 }, own))
    if (refund.status !== 'failed') add(sums, refund.currency, -refund.amount)
  for await (const dispute of stripe.disputes.list({ limit: 100 }, own)) {
    if (dispute.status !== 'won') add(sums, dispute.currency, -dispute.amount)
    add(sums, dispute.currency, -15)
  }
  for await (const payout of stripe.payouts.list({ limit: 100 }, own))
    if (payout.status !== 'failed' && payout.status !== 'canceled') add(sums, payout.currency, -payout.amount)
  return sums
}

async function movementsOf(account: string): Promise<Sums> {
  const sums: Sums = {}
  for await (const movement of sandbox.stripe.balanceTransactions.list({ limit: 100 }, { stripeAccount: account })) {
    expect(movement.net).toBe(movement.amount - movement.fee)
    add(sums, movement.currency, movement.net)
  }
  return sums
}

async function balanceOf(account: string): Promise<Sums> {
  const { available, pending } = await sandbox.stripe.balance.retrieve({}, { stripeAccount: account })
  const sums: Sums = {}
  for (const { currency, amount } of [...available, ...pending]) add(sums, currency, amount)
  return sums
}

const tidy = (sums: Sums) =>
  Object.fromEntries(
    Object.entries(sums)
      .filter(([, amount]) => amount !== 0)
      .sort(),
  )

test('property: the balance is the sum of the balance transactions, and of what was paid', {
  timeout: 180_000,
}, async () => {
  const { stripe, control } = sandbox
  const isRefusal = (error: unknown) =>
    error instanceof Stripe.errors.StripeError
      ? [400, 402].includes(error.statusCode ?? 0)
      : error instanceof Error && /invalid_request_error|unexpected_state/.test(error.message)
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 15, maxLength: 35 }), async operations => {
      await sandbox.reset()
      await control('settings', { feeBps: 250, feeFixed: 3, disputeFee: 15, payoutDelay: 0.05, disputeDelay: 0.05 })
      for (const currency of currencies)
        await stripe.paymentIntents.create({
          amount: 9_000,
          currency,
          payment_method: 'pm_card_visa',
          confirm: true,
          return_url,
        })
      const { id: account } = await stripe.accounts.create({ type: 'custom', country: 'US' })
      const banks: Record<string, string[]> = {}
      for (const currency of currencies)
        for (const account_number of numbers) {
          const external_account = { object: 'bank_account' as const, account_number, country: 'US', currency }
          const { id } = await stripe.accounts.createExternalAccount(account, { external_account })
          banks[currency] = [...(banks[currency] ?? []), id]
        }
      const world: World = { account, banks, intents: [], refunds: [], disputes: [], payouts: [], transfers: [] }
      for (const one of operations)
        await run(one, world).catch(error => {
          if (!isRefusal(error)) throw error
        })
      // What is still under way must add up too, and so must what it comes to.
      for (const pause of [0, 900]) {
        await new Promise(resolve => setTimeout(resolve, pause))
        const fee = (amount: number) => Math.round((amount * 250) / 10_000) + 3
        const balance = tidy(await balanceOf(account))
        expect(tidy(await movementsOf(account))).toEqual(balance)
        if (pause > 0) expect(tidy(await expected(account, fee))).toEqual(balance)
      }
    }),
    { numRuns: Number(process.env.BALANCE_RUNS ?? 8), seed: 42, endOnFailure: true },
  )
})
