import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ledgerAbi, paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { currencyCode } from '@concordat/sdk/ids.ts'
import { agreementReference, endToEndIdOf } from '@concordat/sdk/payments/bank/references.ts'
import { paymentIdOf } from '@concordat/sdk/payments/bank/transfers.ts'
import { type Particulars, particularsHash } from '@concordat/sdk/payments/particulars.ts'
import { type ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import type { PayoutState, RowInput } from '@concordat/sdk/rows/schema.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { type Abi, encodeAbiParameters, getAbiItem, type Hex, parseEventLogs, stringToHex } from 'viem'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type WrittenEntry, writeCamt } from '../../sdk/test/bank/camt.ts'
import { writeReport } from '../../sdk/test/bank/pain002.ts'
import { type Feed, startFeed } from './feed.ts'
import { decisionsOf, healthOf, planNodes, runNode, type TestNode } from './nodes.ts'
import { accountAt, type Stack, startStack, until } from './stack.ts'
import { plainTerms } from './terms.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

const iban = 'DE89370400440532013000'
const receiver = 'FR1420041010050500013M02606'
const processor: ProcessorAccount = { rail: 'bank', account: iban }
const folder = mkdtempSync(join(tmpdir(), 'bank-'))

let stack: Stack
let feed: Feed
let nodes: TestNode[] = []
let agreement: Agreement
let root: Hex

beforeAll(async () => {
  stack = await startStack()
  feed = await startFeed()
  const quorum = await stack.createQuorum(2, 1)
  agreement = plainTerms({ quorum, business: feed.business, payments: stack.contracts.Payments, processor }, [1])
  root = await stack.conclude(agreement)
  const plans = await planNodes(stack, { count: 2, sources: [feed.url] })
  nodes = await Promise.all(
    plans.map((plan, i) => {
      const statements = join(folder, String(i))
      mkdirSync(statements)
      return runNode({ ...plan, PROCESSORS: JSON.stringify([{ ...processor, statements }]) })
    }),
  )
})

afterAll(async () => {
  await Promise.all(nodes.map(node => node.stop()))
  await feed.stop()
  await stack.stop()
  rmSync(folder, { recursive: true })
})

const push = (...rows: RowInput[]) => feed.push(root, agreement, ...rows)

/** The bank delivers a statement of a day to some of the nodes. */
function deliver(day: string, entries: WrittenEntry[], to = [0, 1]): void {
  const file = writeCamt({ account: iban, currency: 'XTS', opening: '500.00', from: day, to: day, entries })
  for (const node of to) writeFileSync(join(folder, String(node), `${day}.xml`), file)
}

const pay = (reference: string, amount: string, date: string): RowInput => {
  const id = paymentIdOf(iban, reference)
  const data = { amount, currency: 'XTS', payer: id, processor }
  return { kind: 'payment', id, round: 0, recordedAt: `${date}T20:00:00Z`, date, data }
}

async function logsOf<Name extends 'PaymentIssued' | 'InstructionReported'>(eventName: Name) {
  const logs = await stack.client.getLogs({ address: stack.contracts.Payments, fromBlock: 0n })
  return parseEventLogs({ abi: paymentsAbi, eventName, logs })
}

async function balance(): Promise<bigint> {
  const args = [accountAt(0).address, agreement.money.asset] as const
  const { Ledger: address } = stack.contracts
  return stack.client.readContract({ address, abi: ledgerAbi, functionName: 'balanceOf', args })
}

const due = () =>
  stack.client.readContract({
    address: stack.contracts.Payments,
    abi: paymentsAbi,
    functionName: 'dueFromProcessor',
    args: [agreement.money.asset],
  })
const waitsOf = async (node: TestNode) => (await healthOf(node)).waitsFor.map(({ code }) => code).join()
const dissentsOf = async (node: TestNode) => (await decisionsOf(node, 'dissent=1')).map(({ dissent }) => dissent?.code)

test('behavior: a transfer is issued once more than k nodes have it in statements of their own', async () => {
  push(pay('R1', '25.00', '2025-01-02'))
  for (const node of nodes) await until('it waits', async () => (await waitsOf(node)) === 'StatementAwaited')
  const entries = [
    { reference: 'R1', amount: '25.00', date: '2025-01-02', details: [{ text: agreementReference(root) }] },
  ]
  deliver('2025-01-02', entries, [0])
  await until('one has it', async () => (await waitsOf(nodes[0] as TestNode)) === '')
  expect(await waitsOf(nodes[1] as TestNode)).toBe('StatementAwaited')
  expect(await logsOf('PaymentIssued')).toHaveLength(0)
  deliver('2025-01-02', entries)
  await until('it is issued and split', async () => (await balance()) === 2_500n)
  expect(await due()).toBe(2_500n)

  push(pay('R2', '9.00', '2025-01-02'))
  for (const node of nodes)
    await until('it is not believed', async () => (await dissentsOf(node)).join() === 'NotAtProcessor')
})

test('behavior: what became of payouts is what the statements say', async () => {
  const paid = await instruct(1_000n)
  const returned = await instruct(700n)
  const failed = await instruct(300n)
  expect(await due()).toBe(2_500n)
  push(paid.row('paid', '2025-01-03'), returned.row('paid', '2025-01-03'), failed.row('failed', '2025-01-03', 'AC04'))
  const debit = (reference: string, { endToEndId, amount }: typeof paid): WrittenEntry => ({
    ...{ reference, amount, side: 'DBIT', date: '2025-01-03', details: [{ endToEndId, creditor: receiver }] },
  })
  const back = (reference: string, { endToEndId, amount }: typeof paid, date: string): WrittenEntry => ({
    ...{ reference, amount, date, details: [{ endToEndId, returned: 'AC04' }] },
  })
  deliver('2025-01-03', [
    debit('D1', paid),
    debit('D2', returned),
    debit('D3', failed),
    back('D4', failed, '2025-01-03'),
  ])
  await until('they are reported', async () => (await logsOf('InstructionReported')).length === 3)
  expect([await balance(), await due()]).toEqual([800n, 800n])

  push(returned.row('reversed', '2025-01-06', 'AC04'))
  for (const node of nodes) await until('it waits', async () => (await waitsOf(node)) === 'StatementAwaited')
  deliver('2025-01-06', [back('D5', returned, '2025-01-06')])
  await until('the units are back', async () => (await balance()) === 1_500n)
  expect(await due()).toBe(1_500n)
  for (const node of nodes) expect(await dissentsOf(node)).toEqual(['NotAtProcessor'])
})

test('behavior: what the bank rejects gives the units back once more than k nodes have its report', async () => {
  const before = await balance()
  const rejected = await instruct(200n)
  expect(await balance()).toBe(before - 200n)
  push(rejected.unmade('2025-01-07', 'AC04'))
  for (const node of nodes) await until('it waits', async () => (await waitsOf(node)) === 'StatementAwaited')
  const transfers = [{ endToEndId: rejected.endToEndId, reason: 'AC04', words: 'Account closed' }]
  const report = writeReport({ message: 'M1', date: '2025-01-07', transfers })
  writeFileSync(join(folder, '0', 'report.xml'), report)
  await until('one has it', async () => (await waitsOf(nodes[0] as TestNode)) === '')
  expect(await waitsOf(nodes[1] as TestNode)).toBe('StatementAwaited')
  expect(await balance()).toBe(before - 200n)
  writeFileSync(join(folder, '1', 'report.xml'), report)
  await until('the units are back', async () => (await balance()) === before)
  expect(await due()).toBe(before)

  const made = await instruct(100n)
  const debit: WrittenEntry = {
    ...{ reference: 'D8', amount: made.amount, side: 'DBIT', date: '2025-01-08' },
    details: [{ endToEndId: made.endToEndId, creditor: receiver }],
  }
  deliver('2025-01-08', [debit])
  push(made.unmade('2025-01-08', 'AC04'))
  for (const node of nodes)
    await until('it is not believed', async () => (await dissentsOf(node)).includes('PayoutDiffers'))
})

const particulars: Particulars = { rail: 'bank', holder: 'Anna', account: receiver, salt: `0x${'05'.repeat(32)}` }

/** Pays units out, and says what rows about it are. */
async function instruct(amount: bigint) {
  const { Ledger, Payments } = stack.contracts
  const to = {
    owner: accountAt(0).address,
    rail: stringToHex('bank', { size: 32 }),
    account: particularsHash(particulars),
    minimum: 0n,
    quorum: agreement.rules.quorum,
    currency: currencyCode('XTS'),
    processor: processorName(processor),
  }
  const call = { address: Payments, abi: paymentsAbi, functionName: 'payoutKeyOf', args: [to] } as const
  const key = await stack.client.readContract(call)
  const data = encodeAbiParameters(getAbiItem({ abi: paymentsAbi, name: 'instruct' }).inputs, [to])
  const args = [Payments, key, agreement.money.asset, amount, data]
  const { logs } = await stack.write(Ledger, ledgerAbi as Abi, 'pay', args)
  const [issued] = parseEventLogs({ abi: paymentsAbi, eventName: 'InstructionIssued', logs })
  if (!issued) throw new Error('no instruction was issued')
  const { instruction, sequence } = issued.args
  const endToEndId = endToEndIdOf(instruction)
  const text = `${amount / 100n}.00`
  const rounds = { accepted: 0, paid: 1, failed: 1, reversed: 2 }
  const row = (state: PayoutState, date: string, evidence = endToEndId): RowInput => ({
    ...{ kind: 'payout', id: endToEndId, round: rounds[state], recordedAt: `${date}T20:00:00Z`, date },
    data: {
      ...{ instruction, sequence: Number(sequence), payoutAccount: key, amount: text, currency: 'XTS' },
      ...{ state, evidence, processor, particulars },
    },
  })
  /** What was never made has the instruction for an id. */
  const unmade = (date: string, evidence: string): RowInput => {
    const said = row('failed', date, evidence)
    return { ...said, id: instruction } as RowInput
  }
  return { endToEndId, amount: text, row, unmade }
}
