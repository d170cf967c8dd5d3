import type { InstructionsView, ReconciliationView } from '@concordat/sdk/payments/views.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { expect } from '@playwright/test'
import { type Business, concludeAgreement } from '../../setup/agreement.ts'
import { sandboxAccounts, sandboxClient } from '../../setup/sandbox.ts'
import { command, get, stackFile } from '../../setup/stack.ts'

/** Amounts are in cents. */
type Made = { payments: number[]; refunds: number[]; payouts: number[] }

/** An agreement of plain shares that is paid through the processor, and everything that was asked of it. */
export type RailsWorld = { root: string; business: Business; account: string; payoutAccount: string; made: Made }

export const receiver = 'investor'

export async function openWorld(): Promise<RailsWorld> {
  const account = sandboxAccounts().general
  const { root, business } = await concludeAgreement('rails killed at every step', terms => {
    delete terms.period
    terms.monthly = []
    terms.clauses = [{ name: 'Everything', shares: { Investor: 1, Operator: 1 } }]
    terms.processor = { rail: 'stripe', account }
  })
  await post(`/api/businesses/${business.id}/connections`, business.key, { rail: 'stripe', account })
  const bank = ['--holder', 'Ingrid Invest', '--account', 'DE89370400440532013000']
  const { key } = await command<{ key: string }>('payout-accounts', 'add', root, '--as', receiver, ...bank)
  return { root, business, account, payoutAccount: key, made: { payments: [], refunds: [], payouts: [] } }
}

/** Sends a request until an answer comes: whose connection breaks does not know whether it was heard. */
export async function post<T>(
  path: string,
  key: string,
  body: object,
  idempotencyKey: string = crypto.randomUUID(),
): Promise<T> {
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': idempotencyKey,
  }
  for (;;) {
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    const answer = await fetch(`${stackFile().url}${path}`, init).catch(() => undefined)
    if (answer?.ok) return (await answer.json()) as T
    if (answer && answer.status < 500) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    await pause(200)
  }
}

export const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
const sorted = (amounts: number[]) => amounts.toSorted((a, b) => a - b)

/** Everything that was asked happened once, at the processor and on the chain, and the two agree to the cent. */
export async function expectExact(world: RailsWorld): Promise<void> {
  const { root, made } = world
  const chain = async () => {
    const view = await get<AgreementView>(`/api/index/agreements/${root}`).catch(() => null)
    const orders = await get<InstructionsView>(`/api/index/payouts?asset=${view?.asset.id}&limit=200`).catch(() => null)
    const payouts = orders?.instructions.map(({ amount, state }) => `${amount} ${state}`).sort()
    return { received: view?.received, refunded: view?.refunded, payouts }
  }
  const payouts = made.payouts.map(amount => `${amount} paid`).sort()
  const received = `${sum(made.payments)}`
  const patience = { timeout: 120_000, intervals: [300] }
  await expect.poll(chain, patience).toEqual({ received, refunded: `${sum(made.refunds)}`, payouts })
  await expect
    .poll(() => atProcessor(world).catch(() => null), patience)
    .toEqual({
      payments: sorted(made.payments),
      refunds: sorted(made.refunds),
      payouts: sorted(made.payouts),
    })
  const reconcile = async () => {
    const path = `/api/rails/reconcile?business=${world.business.id}`
    const found = await get<ReconciliationView[]>(path).catch(() => [])
    return found.map(({ difference, causes, inFlight }) => ({ difference, causes, inFlight }))
  }
  await expect.poll(reconcile, patience).toEqual([{ difference: '0', causes: [], inFlight: '0' }])
}

/** What the processor has of the account, each once. */
async function atProcessor({ account }: RailsWorld): Promise<Made> {
  const client = sandboxClient()
  const scope = { stripeAccount: account }
  const made: Made = { payments: [], refunds: [], payouts: [] }
  for await (const { status, amount } of client.paymentIntents.list({ limit: 100 }, scope))
    if (status === 'succeeded') made.payments.push(amount)
  for await (const { amount } of client.refunds.list({ limit: 100 }, scope)) made.refunds.push(amount)
  for await (const { amount } of client.payouts.list({ limit: 100 }, scope)) made.payouts.push(amount)
  return { payments: sorted(made.payments), refunds: sorted(made.refunds), payouts: sorted(made.payouts) }
}
