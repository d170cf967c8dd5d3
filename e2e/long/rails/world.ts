import type { InstructionsView, ReconciliationView } from '@concordat/sdk/payments/views.ts'
import type { AccountView, AgreementView } from '@concordat/sdk/views.ts'
import { expect } from '@playwright/test'
import { type Business, concludeAgreement } from '../../setup/agreement.ts'
import { sandboxAccounts, sandboxClient } from '../../setup/sandbox.ts'
import { command, get, stackFile } from '../../setup/stack.ts'
import type { Sql } from '../databases.ts'

/** Amounts are in cents. */
type Made = { payments: number[]; refunds: number[]; payouts: number[] }

/** An agreement of plain shares that is paid through the processor, and everything that was asked of it. */
export type RailsWorld = {
  root: string
  business: Business
  account: string
  payoutAccount: string
  made: Made
  /** The last row that the business had when the present case began. */
  seq: number
}

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
  return { root, business, account, payoutAccount: key, made: { payments: [], refunds: [], payouts: [] }, seq: 0 }
}

/** The number of the last row that the business has. */
export async function lastSeq(server: Sql, { business }: RailsWorld): Promise<number> {
  const [row] = await server<{ seq: number }[]>`
    select coalesce(max(seq), 0)::int as seq from rows where business = ${business.id}`
  return row?.seq ?? 0
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
    const answer = await read(`${stackFile().url}${path}`, init).catch(() => undefined)
    if (answer?.ok) return JSON.parse(answer.text) as T
    if (answer && answer.status < 500) throw new Error(`${path} answered ${answer.status}: ${answer.text}`)
    await pause(200)
  }
}

async function read(url: string, init: RequestInit) {
  const response = await fetch(url, init)
  return { ok: response.ok, status: response.status, text: await response.text() }
}

export const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
const sorted = (amounts: number[]) => amounts.toSorted((a, b) => a - b)

/** How long a case may take to come right: a machine that has much else to do is slow, and not wrong. */
const patience = { timeout: 300_000, intervals: [300] }

/** Everything that was asked happened once, at the processor and on the chain, and the two agree to the cent. */
export async function expectExact(world: RailsWorld): Promise<void> {
  const { made } = world
  const received = sum(made.payments)
  const refunded = sum(made.refunds)
  const payouts = made.payouts.map(amount => `${amount} paid`).sort()
  await expect
    .poll(() => onChain(world).catch(() => null), patience)
    .toEqual({ received, refunded, payouts, undivided: 0, uneven: 0, missing: 0 })
  await expect
    .poll(() => atProcessor(world).catch(() => null), patience)
    .toEqual({
      payments: sorted(made.payments),
      refunds: sorted(made.refunds),
      payouts: sorted(made.payouts),
    })
  await expect
    .poll(() => compared(world).catch(() => null), patience)
    .toEqual([{ difference: '0', causes: [], inFlight: '0' }])
}

/** What the chain says came in, went back, was divided among the two who share, and was paid out to one of them. */
async function onChain({ root }: RailsWorld) {
  const view = await get<AgreementView>(`/api/index/agreements/${root}`)
  const { instructions } = await get<InstructionsView>(`/api/index/payouts?asset=${view.asset.id}&limit=200`)
  const [received, refunded, owed, residue] = numbers(view.received, view.refunded, view.owed, view.residue)
  const [mine, other] = [receiver, 'operator'].map(name => view.positions.find(({ role }) => role === name))
  const [paid, paidToOther] = numbers(mine?.paid, other?.paid)
  const { balances } = await get<AccountView>(`/api/index/accounts/${mine?.account}`)
  const [held] = numbers(balances.find(({ asset }) => asset.id === view.asset.id)?.amount)
  return {
    received,
    refunded,
    payouts: instructions.map(({ amount, state }) => `${amount} ${state}`).sort(),
    undivided: received - refunded + owed - residue - paid - paidToOther,
    uneven: paid - paidToOther,
    missing: paid - held - sum(instructions.map(({ amount }) => Number(amount))),
  }
}

const numbers = (...texts: (string | undefined)[]) => texts.map(Number) as [number, number, number, number]

/** The product's own comparison of processor and chain. */
async function compared({ business }: RailsWorld) {
  const found = await get<ReconciliationView[]>(`/api/rails/reconcile?business=${business.id}`)
  return found.map(({ difference, causes, inFlight }) => ({ difference, causes, inFlight }))
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
