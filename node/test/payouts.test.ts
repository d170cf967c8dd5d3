import { ledgerAbi, paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { currencyCode } from '@concordat/sdk/ids.ts'
import { type Particulars, particularsHash } from '@concordat/sdk/payments/particulars.ts'
import { type ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import type { PayoutState, RowInput } from '@concordat/sdk/rows/schema.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { PayoutAccount } from '@concordat/sdk/types.ts'
import { type Abi, encodeAbiParameters, getAbiItem, type Hex, parseEventLogs, stringToHex } from 'viem'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { close, type Feed, startFeed } from './feed.ts'
import { decisionsOf, healthOf, planNodes, runNode, type TestNode } from './nodes.ts'
import { accountAt, type Stack, startStack, until } from './stack.ts'
import { monthlyTerms } from './terms.ts'
import { startWorld, type World } from './world.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const duration = 30 * 86_400
let stack: Stack
let world: World
let feed: Feed
let plans: Record<string, string>[]
let nodes: TestNode[] = []
let agreement: Agreement
let root: Hex
let processor: ProcessorAccount
let settings: string

beforeAll(async () => {
  stack = await startStack()
  world = await startWorld(stack)
  feed = await startFeed()
  const quorum = await stack.createQuorum(2, 1)
  // An account that is connected to the key's own, as a platform has them.
  const { id: account } = await world.stripe.accounts.create({ type: 'custom' })
  processor = { rail: 'stripe', account, reserve: { rateBps: 1_000, duration } }
  settings = world.settingsOf(account)
  agreement = monthlyTerms({ quorum, business: feed.business, payments: stack.contracts.Payments, processor })
  root = await stack.conclude(agreement)
  plans = await planNodes(stack, { count: 2, sources: [feed.url] })
})

afterAll(async () => {
  await stop()
  await feed.stop()
  await world.stop()
  await stack.stop()
})

const start = async (env: Record<string, string>) => {
  nodes = await Promise.all(plans.map(plan => runNode({ ...plan, ...env })))
}
const stop = async () => {
  await Promise.all(nodes.map(node => node.stop()))
  nodes = []
}
const node = () => nodes[0] as TestNode
const push = (...rows: RowInput[]) => feed.push(root, agreement, ...rows)
const read = (functionName: 'dueFromProcessor' | 'totalsOf') =>
  stack.client.readContract({
    address: stack.contracts.Payments,
    abi: paymentsAbi,
    functionName,
    args: [agreement.money.asset],
  })

async function balanceOf(account: Hex): Promise<bigint> {
  const args = [account, agreement.money.asset] as const
  const { Ledger: address } = stack.contracts
  return stack.client.readContract({ address, abi: ledgerAbi, functionName: 'balanceOf', args })
}

async function logsOf<Name extends 'PaymentIssued' | 'ReserveDeclared' | 'ReserveReleased' | 'InstructionReported'>(
  eventName: Name,
) {
  const logs = await stack.client.getLogs({ address: stack.contracts.Payments, fromBlock: 0n })
  return parseEventLogs({ abi: paymentsAbi, eventName, logs })
}

test('behavior: rows of an account nobody can ask are refused, and decided once somebody can', async () => {
  push(await world.pay({ root, processor, amount: 10_000 }), await world.pay({ root, processor, amount: 5_005 }))
  await start({})
  await until('they are refused', async () => {
    const opinions = await decisionsOf(node(), 'dissent=1')
    return opinions.length === 2 && opinions.every(({ dissent }) => dissent?.code === 'ProcessorUnknown')
  })
  await stop()
  await start({ PROCESSORS: settings })
  await until('both are issued', async () => (await logsOf('PaymentIssued')).length === 2)
  expect(await logsOf('ReserveDeclared')).toHaveLength(1)
  expect(await decisionsOf(node(), 'dissent=1')).toEqual([])
})

test('behavior: a month counts what reached the agreement; what was withheld follows when its time is over', async () => {
  push(close('2025-01'))
  await until('the month is closed', async () => (await balanceOf(accountAt(0).address)) === 13_505n)
  // Which of the two comes first is nobody's promise.
  expect(new Set((await logsOf('PaymentIssued')).map(log => log.args.withheld))).toEqual(new Set([1_000n, 500n]))
  expect(await read('dueFromProcessor')).toBe(15_005n)

  await stack.chain.increaseTime({ seconds: duration })
  await stack.chain.mine({ blocks: 1 })
  await until('it is released', async () => (await logsOf('ReserveReleased')).length === 2)
  // Booked as a surplus of the open month, it is paid with its close.
  push(close('2025-02'))
  await until('it is paid', async () => (await balanceOf(accountAt(0).address)) === 15_005n)
  expect(await read('totalsOf')).toMatchObject({ receivables: 0n, reserve: 0n, inFlight: 0n })
})

test('behavior: instructions are accepted, paid, failed and reversed as the processor says', async () => {
  const [good, other] = [
    await receiverOf('Anna', 'DE89370400440532013000'),
    await receiverOf('Bela', 'DE02120300000000202051'),
  ]
  await world.control('settings', { payouts: 'manual' })
  const paid = await instruct(good, 1_000n)
  const failing = await instruct(good, 700n)
  const returned = await instruct(good, 300n)
  const stolen = await instruct(good, 700n)
  expect(await read('totalsOf')).toMatchObject({ inFlight: 2_700n })

  push(paid.row('accepted'), failing.row('accepted'), paid.row('paid'))
  await until('it waits for the bank', async () => (await healthOf(node())).waitsFor[0]?.code === 'PayoutPending')
  await world.control(`payouts/${paid.id}/complete`)
  await world.control(`payouts/${failing.id}/fail`, { code: 'account_closed' })
  push(failing.row('failed', 'account_closed'))
  await until('both are reported', async () => (await logsOf('InstructionReported')).length === 4)
  expect(await read('totalsOf')).toMatchObject({ inFlight: 1_000n })
  expect(await balanceOf(accountAt(0).address)).toBe(15_005n - 2_000n)

  // It came back before any node could see that it was paid.
  await world.control(`payouts/${returned.id}/complete`)
  await world.control(`payouts/${returned.id}/return`, { code: 'no_account' })
  push(returned.row('paid'))
  const dissents = async () => (await decisionsOf(node(), 'dissent=1')).map(({ dissent }) => dissent?.code)
  await until('it is not believed', async () => (await dissents()).join() === 'PayoutDiffers')
  push(returned.row('reversed', 'no_account'))
  await until('both are reported', async () => (await logsOf('InstructionReported')).length === 6)
  expect(await balanceOf(accountAt(0).address)).toBe(15_005n - 1_700n)
  expect(await dissents()).toEqual([])

  const elsewhere = await world.stripe.payouts.create(
    { amount: 700, currency: 'xts', destination: other.bank, metadata: { instruction: stolen.instruction } },
    { stripeAccount: processor.account },
  )
  for (const id of [elsewhere.id, stolen.id]) await world.control(`payouts/${id}/complete`)
  push({ ...stolen.row('paid'), id: elsewhere.id }, { ...failing.row('paid'), id: stolen.id })
  await until(
    'neither is believed',
    async () => (await dissents()).sort().join() === 'DestinationDiffers,InstructionDiffers',
  )
  await until('nothing else is pending', async () => (await healthOf(node())).pending === 0)

  // Somebody made a second transfer for an instruction that was paid: it is no second report.
  const again = await world.stripe.payouts.create(
    { amount: 1_000, currency: 'xts', destination: good.bank, metadata: { instruction: paid.instruction } },
    { stripeAccount: processor.account },
  )
  await world.control(`payouts/${again.id}/complete`)
  push({ ...paid.row('paid', again.id), id: again.id })
  await until('it is not believed', async () => (await dissents()).includes('AnotherValueSigned'))
  expect(await logsOf('InstructionReported')).toHaveLength(6)
})

test('behavior: an instruction whose receiving account was closed before it was paid gives the units back', async () => {
  const closing = await receiverOf('Cleo', 'DE75512108001245126199')
  const before = await balanceOf(accountAt(0).address)
  const { inFlight } = (await read('totalsOf')) as { inFlight: bigint }
  const reports = (await logsOf('InstructionReported')).length
  const open = await instruct(closing, 500n, false)
  push(open.row('failed', 'external_account_missing'))
  await until('it is not believed while the account is open', async () =>
    (await decisionsOf(node(), 'dissent=1')).some(({ dissent }) => dissent?.code === 'ReceiverOpen'),
  )

  await world.stripe.accounts.deleteExternalAccount(processor.account, closing.bank)
  const closed = await instruct(closing, 200n, false)
  push(closed.row('failed', 'external_account_missing'))
  await until('it is reported', async () => (await logsOf('InstructionReported')).length === reports + 1)
  expect(await balanceOf(accountAt(0).address)).toBe(before - 500n)
  expect(await read('totalsOf')).toMatchObject({ inFlight: inFlight + 500n })
})

type Receiver = { bank: string; particulars: Particulars; to: PayoutAccount }

async function receiverOf(holder: string, account_number: string): Promise<Receiver> {
  const bank = await world.stripe.accounts.createExternalAccount(processor.account, {
    external_account: { object: 'bank_account', account_number, country: 'DE', currency: 'xts' } as never,
  })
  const particulars = { rail: 'stripe', holder, account: bank.id, salt: `0x${'05'.repeat(32)}` } as const
  const to = {
    owner: accountAt(0).address,
    rail: stringToHex('stripe', { size: 32 }),
    account: particularsHash(particulars),
    minimum: 0n,
    quorum: agreement.rules.quorum,
    currency: currencyCode('XTS'),
    processor: processorName(processor),
  }
  return { bank: bank.id, particulars, to }
}

/** Pays units out, and executes the instruction at the processor as the server does, unless it is left unmade. */
async function instruct({ bank, particulars, to }: Receiver, amount: bigint, isMade = true) {
  const { Ledger, Payments } = stack.contracts
  const call = { address: Payments, abi: paymentsAbi, functionName: 'payoutKeyOf', args: [to] } as const
  const key = await stack.client.readContract(call)
  const data = encodeAbiParameters(getAbiItem({ abi: paymentsAbi, name: 'instruct' }).inputs, [to])
  const args = [Payments, key, agreement.money.asset, amount, data]
  const { logs } = await stack.write(Ledger, ledgerAbi as Abi, 'pay', args)
  const [issued] = parseEventLogs({ abi: paymentsAbi, eventName: 'InstructionIssued', logs })
  if (!issued) throw new Error('no instruction was issued')
  const { instruction, sequence } = issued.args
  const make = () =>
    world.stripe.payouts.create(
      { amount: Number(amount), currency: 'xts', destination: bank, metadata: { instruction } },
      { stripeAccount: processor.account, idempotencyKey: instruction },
    )
  const id = isMade ? (await make()).id : instruction
  const rounds = { accepted: 0, paid: 1, failed: 1, reversed: 2 }
  const row = (state: PayoutState, evidence = id): RowInput => ({
    recordedAt: '2025-03-02T08:00:00Z',
    date: '2025-03-01',
    round: rounds[state],
    id,
    kind: 'payout',
    data: {
      instruction,
      sequence: Number(sequence),
      payoutAccount: key,
      amount: (Number(amount) / 100).toFixed(2),
      currency: 'XTS',
      ...{ state, evidence, processor, particulars },
    },
  })
  return { id, instruction, row }
}
