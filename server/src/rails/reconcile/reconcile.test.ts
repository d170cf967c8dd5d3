import { ledgerAbi, paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { externalId } from '@concordat/sdk/ids.ts'
import type { PostingView, ReconciliationView } from '@concordat/sdk/payments/views.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { Hono } from 'hono'
import { decodeFunctionData, encodeFunctionResult, type Hex } from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf } from '../../../test/harness.ts'
import { listen } from '../../../test/indexer.ts'
import { type Connected, startRails, type TestRails } from '../../../test/rails.ts'

type Chain = { outstanding: bigint; inFlight: bigint; receivables: bigint; reserve: bigint }

let rails: TestRails
let chain: Chain
let business: Connected
let asset: string
let stopChain: () => void

/** A chain that says what the test tells it. */
async function startChain() {
  const abi = [...ledgerAbi, ...paymentsAbi]
  const app = new Hono().post('/', async c => {
    const { id, method, params } = (await c.req.json()) as { id: number; method: string; params: [{ data: Hex }] }
    if (method === 'eth_blockNumber') return c.json({ jsonrpc: '2.0', id, result: '0x1' })
    const { functionName } = decodeFunctionData({ abi, data: params[0].data })
    const result =
      functionName === 'totalSupply'
        ? encodeFunctionResult({ abi: ledgerAbi, functionName: 'totalSupply', result: chain.outstanding })
        : encodeFunctionResult({ abi: paymentsAbi, functionName: 'totalsOf', result: chain })
    return c.json({ jsonrpc: '2.0', id, result })
  })
  const { server, port } = await listen(app)
  rails.context.rpcUrl = `http://127.0.0.1:${port}`
  stopChain = () => server.close()
}

beforeAll(async () => {
  rails = await startRails()
  await startChain()
})
afterAll(async () => {
  stopChain()
  await rails.stop()
})
beforeEach(async () => {
  await rails.control('settings', { feeBps: 0, payouts: 'manual' })
  business = await rails.addConnected()
  const view = rails.fake.agreements.find(({ root }) => root === business.root)
  asset = String(decodeTerms(view?.terms ?? '0x').money.asset)
  chain = { outstanding: 0n, inFlight: 0n, receivables: 0n, reserve: 0n }
})

function book(kind: PostingView['kind'], reference: Hex, amount: number): void {
  const rest = { id: '1', timestamp: 1, transaction: `0x${'00'.repeat(32)}` as const }
  rails.fake.postings[asset] = [
    ...(rails.fake.postings[asset] ?? []),
    { kind, reference, amount: String(amount), ...rest },
  ]
}

async function read(): Promise<ReconciliationView> {
  const { json } = await rails.send<ReconciliationView[]>(`/rails/reconcile?business=${business.id}`)
  expect(json).toHaveLength(1)
  return json[0] as ReconciliationView
}

const difference = async () => {
  const { difference, causes } = await read()
  expect(causes.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(Number(difference))
  return causes.map(({ code, amount }) => [code, amount])
}

test('default: a payment from the processor to the chain', async () => {
  const payment = await rails.pay(business)
  expect(await difference()).toEqual([['PaymentWithoutRow', '1000']])
  await rails.poll(business)
  expect(await difference()).toEqual([['RowWithoutFact', '1000']])
  book('payment', externalId(payment), 1_000)
  chain = { outstanding: 600n, inFlight: 0n, receivables: 0n, reserve: 400n }
  expect(await difference()).toEqual([])
  expect(await read()).toMatchObject({ balance: '1000', outstanding: '600', reserve: '400', difference: '0' })
})

test('behavior: a refund and a dispute that nothing could be taken back for', async () => {
  const account = { stripeAccount: business.account }
  const [first, second] = [await rails.pay(business), await rails.pay(business)]
  await rails.poll(business)
  for (const payment of [first, second]) book('payment', externalId(payment), 1_000)
  chain.outstanding = 2_000n
  const refund = await rails.stripe.refunds.create({ payment_intent: first, amount: 300 }, account)
  await rails.control(`payments/${second}/dispute`)
  const dispute = (await rails.stripe.disputes.list({}, account)).data[0]?.id ?? ''
  expect((await difference()).sort()).toEqual([
    ['DisputeWithoutRow', '-1000'],
    ['RefundWithoutRow', '-300'],
  ])
  await rails.poll(business)
  book('refund', externalId(refund.id), 300)
  book('dispute', externalId(dispute), 1_000)
  chain.receivables = 1_300n
  expect(await difference()).toEqual([])
  await rails.control(`disputes/${dispute}/win`)
  expect(await difference()).toEqual([['RowWithoutFact', '1000']])
})

test('behavior: a payout under way makes no difference, one that arrived does until it is reported', async () => {
  const payment = await rails.pay(business)
  await rails.poll(business)
  book('payment', externalId(payment), 1_000)
  chain = { ...chain, outstanding: 600n, inFlight: 400n }
  const account = { stripeAccount: business.account }
  const external_account = {
    object: 'bank_account',
    account_number: 'DE89370400440532013000',
    country: 'DE',
    currency: 'xts',
  }
  await rails.stripe.accounts.createExternalAccount(business.account, { external_account: external_account as never })
  const instruction: Hex = `0x${'ab'.repeat(32)}`
  const given = { amount: 400, currency: 'xts' }
  const payout = await rails.stripe.payouts.create({ ...given, metadata: { instruction } }, account)
  expect(await difference()).toEqual([])
  await rails.control(`payouts/${payout.id}/complete`)
  expect(await difference()).toEqual([['PayoutWithoutRow', '-400']])
  book('paid', instruction, 400)
  chain.inFlight = 0n
  expect(await difference()).toEqual([])
  const other = await rails.stripe.payouts.create({ ...given, amount: 100 }, account)
  await rails.control(`payouts/${other.id}/complete`)
  expect(await difference()).toEqual([['PayoutWithoutInstruction', '-100']])
})

test('behavior: fees, and what the chain booked of nothing', async () => {
  await rails.control('settings', { feeBps: 100 })
  const payment = await rails.pay(business)
  await rails.poll(business)
  book('payment', externalId(payment), 1_000)
  book('payment', externalId('pi_never'), 500)
  chain.outstanding = 1_500n
  expect(await difference()).toEqual([
    ['FactWithoutMoney', '-500'],
    ['ProcessorFees', '-10'],
  ])
})

test('behavior: what nothing explains is said', async () => {
  await rails.pay(business)
  await rails.poll(business)
  chain.outstanding = 1n
  expect(await difference()).toEqual([
    ['RowWithoutFact', '1000'],
    ['Unexplained', '-1'],
  ])
})

test('error: on another chain only the business itself', async () => {
  const { deployment } = rails.context
  rails.context.deployment = { ...deployment, chainId: 1 }
  const path = `/rails/reconcile?business=${business.id}`
  expect(codeOf(await rails.send(path))).toBe('KeyMissing')
  const other = await rails.addConnected()
  expect(codeOf(await rails.send(path, { key: other.key }))).toBe('NotYourBusiness')
  rails.context.deployment = deployment
})
