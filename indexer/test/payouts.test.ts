import { disputeWonHash, refundHash, reportHash } from '@concordat/sdk/facts.ts'
import { ledgerAbi, paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { currencyCode, externalId, ledgerId, paymentKey, refundSubject, seriesOf, topics } from '@concordat/sdk/ids.ts'
import { instructionId, payoutKey } from '@concordat/sdk/payments/ids.ts'
import type { InstructionsView, PostingsView } from '@concordat/sdk/payments/views.ts'
import type { Fact, PayoutAccount } from '@concordat/sdk/types.ts'
import type { FactsView } from '@concordat/sdk/views.ts'
import { encodeAbiParameters, getAbiItem, type Hex, stringToHex, zeroAddress, zeroHash } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actsOn, processor } from './acts.ts'
import { confirm, createQuorum } from './quorum.ts'
import { accountAt, get, type Stack, startStack, waitUntilReady } from './startStack.ts'

let stack: Stack
let quorum: Hex
let asset: bigint
let to: PayoutAccount
let acts: ReturnType<typeof actsOn>

const states = { accepted: 2, paid: 3, failed: 4, reversed: 5 } as const
const rounds = { accepted: 0n, paid: 1n, failed: 1n, reversed: 2n } as const
const at = 1_770_000_000
const gas = 6_000_000n

beforeAll(async () => {
  stack = await startStack()
  quorum = await createQuorum(stack)
  acts = actsOn(stack, quorum)
  asset = ledgerId(seriesOf(quorum, 'XTS', processor), stack.contracts.Payments)
  to = {
    owner: accountAt(5).address,
    rail: stringToHex('stripe', { size: 32 }),
    account: externalId('salted particulars'),
    minimum: 0n,
    ...{ quorum, currency: currencyCode('XTS'), processor },
  }
  stack.startIndexer()
}, 60_000)

afterAll(() => stack?.stop(), 60_000)

const wait = async (hash: Promise<Hex>) => {
  const { status } = await stack.client.waitForTransactionReceipt({ hash: await hash })
  expect(status).toBe('success')
}

const write = (functionName: string, args: readonly unknown[]) => {
  const call = { abi: paymentsAbi, address: stack.contracts.Payments, functionName, args, chain: null, gas }
  return wait(stack.walletOf(0).writeContract(call as never))
}

const factOf = (said: Pick<Fact, 'topic' | 'subject' | 'round' | 'value'>): Fact => ({
  ...said,
  ...{ quorum, audience: stack.contracts.Payments, observedAt: at, validUntil: 0 },
})

function payOut(amount: bigint): Promise<void> {
  const { Ledger, Payments } = stack.contracts
  const data = encodeAbiParameters(getAbiItem({ abi: paymentsAbi, name: 'instruct' }).inputs, [to])
  const args = [Payments, payoutKey(to), asset, amount, data] as const
  const call = { abi: ledgerAbi, address: Ledger, functionName: 'pay', args, chain: null, gas } as const
  return wait(stack.walletOf(5).writeContract(call))
}

const idOf = (sequence: bigint) => instructionId(stack.chainId, stack.contracts.Payments, payoutKey(to), sequence)

async function report(sequence: bigint, state: keyof typeof states, said: string): Promise<void> {
  const evidence = externalId(said)
  const value = reportHash(state, evidence)
  const fact = factOf({ topic: topics.payout, subject: idOf(sequence), round: rounds[state], value })
  await write('report', [to, { sequence, state: states[state], evidence }, at, await confirm(stack, fact)])
}

test('default: instructions with their states, and what the processor account has to hold', async () => {
  await acts.bill('one', { payee: zeroAddress, key: zeroHash }, 5_000n, at, to.owner)
  for (const amount of [2_000n, 1_000n, 500n]) await payOut(amount)
  await report(1n, 'accepted', 'po_1')
  await report(1n, 'paid', 'po_1')
  await report(2n, 'failed', 'account_closed')
  await report(3n, 'paid', 'po_3')
  await report(3n, 'reversed', 'no_account')
  await payOut(300n)
  await waitUntilReady(stack)

  const list = (query: string) => get<InstructionsView>(stack, `payouts?${query}`)
  const { instructions } = await list(`owner=${to.owner}`)
  expect(instructions.map(({ id, sequence, amount, state }) => [id, sequence, amount, state])).toEqual([
    [idOf(4n), 4, '300', 'issued'],
    [idOf(3n), 3, '500', 'reversed'],
    [idOf(2n), 2, '1000', 'failed'],
    [idOf(1n), 1, '2000', 'paid'],
  ])
  expect(instructions[3]).toMatchObject({ evidence: externalId('po_1'), account: { ...to, minimum: '0' } })
  expect((await list('state=issued')).instructions.map(({ id }) => id)).toEqual([idOf(4n)])
  expect((await list(`owner=${accountAt(6).address}`)).instructions).toEqual([])
  expect((await list(`asset=${asset}&limit=3`)).next).not.toBeNull()
  await expect(list('state=lost')).rejects.toThrow('StateUnknown')

  const { facts } = await get<FactsView>(stack, `facts?subject=${idOf(3n)}`)
  expect(facts.map(({ topic, round }) => [topic, round])).toEqual([
    ['payout', '2'],
    ['payout', '1'],
  ])
})

test('behavior: a dispute that is lost and one that is won', async () => {
  const { receipt } = await acts.bill('two', { payee: zeroAddress, key: zeroHash }, 900n, at, accountAt(6).address)
  const key = paymentKey(processor, receipt.transaction)
  const disputed = { paymentKey: key, refundId: externalId('dp_1'), amount: 900n, bookedAt: at }
  const subject = refundSubject(key, disputed.refundId)
  const opened = factOf({ topic: topics.dispute, subject, round: 0n, value: refundHash(disputed) })
  await write('dispute', [receipt, disputed, at, await confirm(stack, opened)])
  const won = factOf({ topic: topics.dispute, subject, round: 1n, value: disputeWonHash(disputed, at + 1) })
  await write('reinstate', [receipt, disputed, at + 1, at, await confirm(stack, won)])
  await write('declareReserve', [processor, 1_000, 86_400])
  await waitUntilReady(stack)

  const { postings } = await get<PostingsView>(stack, `payouts/postings?asset=${asset}`)
  expect(postings.map(({ kind, amount }) => `${kind} ${amount}`)).toEqual([
    ...['won 900', 'dispute 900', 'payment 900'],
    ...['reversed 500', 'paid 500', 'paid 2000', 'payment 5000'],
  ])
  const { facts } = await get<FactsView>(stack, `facts?subject=${subject}`)
  expect(facts.map(({ topic, round }) => [topic, round])).toEqual([
    ['dispute', '1'],
    ['dispute', '0'],
  ])
})
