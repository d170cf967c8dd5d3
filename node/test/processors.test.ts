import { ledgerAbi, paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import type { ProcessorAccount } from '@concordat/sdk/payments/processor.ts'
import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { getAbiItem, type Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { dispute, type Feed, paidAt, payment, refund, startFeed } from './feed.ts'
import { decisionsOf, healthOf, planNodes, runNode, type TestNode } from './nodes.ts'
import { accountAt, type Stack, startStack, until } from './stack.ts'
import { plainTerms } from './terms.ts'
import { type Payment, startWorld, type World } from './world.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

let stack: Stack
let world: World
let feed: Feed
let nodes: TestNode[] = []
let agreement: Agreement
let root: Hex
let processor: ProcessorAccount

beforeAll(async () => {
  stack = await startStack()
  world = await startWorld(stack)
  feed = await startFeed()
  const quorum = await stack.createQuorum(3, 1)
  processor = { rail: 'stripe', account: world.account }
  agreement = plainTerms({ quorum, business: feed.business, payments: stack.contracts.Payments, processor }, [3, 1])
  root = await stack.conclude(agreement)
  const env = { PROCESSORS: world.settingsOf(world.account) }
  const plans = await planNodes(stack, { count: 3, sources: [feed.url], env })
  nodes = await Promise.all(plans.map(runNode))
})

afterAll(async () => {
  await Promise.all(nodes.map(node => node.stop()))
  await feed.stop()
  await world.stop()
  await stack.stop()
})

const push = (...rows: RowInput[]) => feed.push(root, agreement, ...rows)
const pay = (given: Partial<Payment> & { amount: number }) => world.pay({ root, processor, ...given })

async function countOf(eventName: 'PaymentIssued' | 'PaymentRefunded' | 'PaymentDisputed' | 'DisputeWon') {
  const event = getAbiItem({ abi: paymentsAbi, name: eventName })
  return (await stack.client.getLogs({ address: stack.contracts.Payments, event, fromBlock: 0n })).length
}

async function balances(): Promise<bigint[]> {
  const { Ledger: address } = stack.contracts
  const { asset } = agreement.money
  const read = (account: Hex) =>
    stack.client.readContract({ address, abi: ledgerAbi, functionName: 'balanceOf', args: [account, asset] })
  return Promise.all(agreement.parties.map(party => read(party.account)))
}

/** PAYMENTS-1: what the chain says the processor must hold, and what it holds. */
async function dueAndHeld() {
  const { Payments: address } = stack.contracts
  const args = [agreement.money.asset] as const
  const due = await stack.client.readContract({ address, abi: paymentsAbi, functionName: 'dueFromProcessor', args })
  return [Number(due), await world.balanceOf(world.account)]
}

async function receivables(): Promise<bigint> {
  const { Payments: address } = stack.contracts
  const call = { address, abi: paymentsAbi, functionName: 'totalsOf', args: [agreement.money.asset] } as const
  return (await stack.client.readContract(call)).receivables
}

const allSettled = async () => (await Promise.all(nodes.map(healthOf))).every(health => health.pending === 0)
const node = () => nodes[0] as TestNode

describe('money at a processor', () => {
  test('behavior: a payment is issued, disputed, won, and partly refunded', async () => {
    const wallet = await pay({ amount: 10_000, wallet: accountAt(5) })
    const card = await pay({ amount: 2_000 })
    push(wallet, card)
    await until('both are issued and split', async () => (await balances()).join() === '9000,3000')

    const { id } = (await world.control(`payments/${wallet.id}/dispute`)) as { id: string }
    await world.stripe.disputes.update(id, { metadata: { date: '2025-01-03', wonDate: '2025-01-05' } })
    push(dispute(id, wallet.id, '100.00', processor))
    await until('it is booked', async () => (await countOf('PaymentDisputed')) === 1)
    expect(await dueAndHeld()).toEqual([2_000, 2_000])

    await world.control(`disputes/${id}/win`)
    push({ ...dispute(id, wallet.id, '100.00', processor), round: 1, date: '2025-01-05' })
    await until('it is won', async () => (await countOf('DisputeWon')) === 1)

    const back = await world.stripe.refunds.create({
      payment_intent: card.id,
      amount: 500,
      metadata: { date: '2025-01-02' },
    })
    push(paidAt(refund(back.id, card.id, '5.00'), processor))
    await until('it is refunded', async () => (await countOf('PaymentRefunded')) === 1)
    await until('everything is settled', allSettled)
    expect(await dueAndHeld()).toEqual([11_500, 11_500])
    // What was paid out is never taken back: the money that came back met what was owed for it.
    expect(await balances()).toEqual([9_000n, 3_000n])
  })

  test('behavior: what the processor says otherwise is refused, with the reason, by every node', async () => {
    const other = `0x${'ab'.repeat(32)}` as const
    const paid = await pay({ amount: 700 })
    const codes: [string, RowInput][] = [
      ['PayerDiffers', { ...paid, data: { ...paid.data, payer: 'card 2' } }],
      ['AmountDiffersAtProcessor', { ...(await pay({ amount: 700 })), data: { ...paid.data, amount: '7.01' } }],
      ['CurrencyDiffersAtProcessor', await pay({ amount: 700, currency: 'usd' })],
      ['AgreementDiffers', await pay({ amount: 700, root: other })],
      ['PurposeDiffers', { ...(await pay({ amount: 700, purpose: 'Rent' })), data: paid.data }],
      ['DateDiffers', { ...(await pay({ amount: 700 })), date: '2025-01-09' }],
      ['PaymentNotSucceeded', await pay({ amount: 700, card: 'pm_card_chargeDeclined' })],
      ['NotAtProcessor', paidAt(payment('pi_none', '7.00'), processor)],
      ['NotAtProcessor', paidAt(payment('../balance', '7.00'), processor)],
      ['ProcessorMissing', payment('cash', '7.00')],
      ['ProcessorDiffers', paidAt(payment('pi_there', '7.00'), { rail: 'stripe', account: 'acct_other' })],
    ]
    push(...codes.map(([, row]) => row))
    for (const one of nodes)
      await until('all are refused', async () => (await decisionsOf(one, 'dissent=1')).length === codes.length)
    const given = (await decisionsOf(node(), 'dissent=1')).map(({ dissent }) => dissent?.code)
    expect(given.sort()).toEqual(codes.map(([code]) => code).sort())
    expect(await countOf('PaymentIssued')).toBe(2)
  })

  test('behavior: a processor that is silent for a while is waited for, and the health says so', async () => {
    const row = await pay({ amount: 400 })
    await world.control('outage', { mode: 'hangup', seconds: 3_600 })
    push(row, paidAt(refund('re_none', row.id, '1.00'), processor))
    await until('they wait', async () => {
      const { waitsFor, status } = await healthOf(node())
      const [wait] = waitsFor
      return status === 'behind' && wait?.code === 'ProcessorUnavailable' && wait.rows === 2
    })
    const { waitsFor, error } = await healthOf(node())
    expect(waitsFor[0]).toMatchObject({ processor: `stripe ${world.account}` })
    expect(waitsFor[0]?.message).toContain(world.account)
    expect(error).toContain('does not answer')

    await world.control('outage/end')
    await until('the payment is issued', async () => (await countOf('PaymentIssued')) === 3)
    await until('the refund is refused', async () => (await decisionsOf(node(), 'dissent=1')).length === 12)
    // The first receipt after the refund meets a part of what is owed for it.
    await until('it is collected', async () => (await receivables()) === 100n)
    await until('nothing is waited for', async () => {
      const { waitsFor, status } = await healthOf(node())
      return waitsFor.length === 0 && status === 'up'
    })
  })

  test('behavior: an order counts once, a pending payment when it is completed', async () => {
    const twice = [
      await pay({ amount: 300, wallet: accountAt(5), nonce: 99n }),
      await pay({ amount: 300, wallet: accountAt(5), nonce: 99n }),
    ]
    const unsigned = await pay({ amount: 300, payer: accountAt(6).address })
    await world.control('settings', { payments: 'manual' })
    const slow = await pay({ amount: 600 })
    push(...twice, unsigned, slow)
    await until('it waits', async () => (await healthOf(node())).waitsFor[0]?.code === 'PaymentPending')
    await world.control(`payments/${slow.id}/succeed`)
    await world.control('settings', { payments: 'auto' })
    await until('one of each is issued', async () => (await countOf('PaymentIssued')) === 5)
    const codes = (await decisionsOf(node(), 'dissent=1&limit=2')).map(({ dissent }) => dissent?.code)
    expect(codes.sort()).toEqual(['OrderNotSigned', 'OrderUsed'])
  })
})
