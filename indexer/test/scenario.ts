import { ledgerAbi } from '@concordat/sdk/generated/abi.ts'
import { ledgerId, milestoneSubject, seriesOf } from '@concordat/sdk/ids.ts'
import { monthStart } from '@concordat/sdk/splits/months.ts'
import { type Hex, zeroAddress, zeroHash } from 'viem'
import { actsOn, processor } from './acts.ts'
import { createQuorum } from './quorum.ts'
import { accountAt, type Stack } from './startStack.ts'
import { business, day, firstMonth, milestoneTerms, monthlyTerms } from './terms.ts'
import { placeToken } from './token.ts'

const rows = zeroHash

/** Everyone's money moves: tokens, units of a stranger, and two agreements; `pause` is called between the acts. */
export async function playScenario(stack: Stack, pause: (act: string) => Promise<void>) {
  const quorum = await createQuorum(stack)
  const acts = actsOn(stack, quorum)
  const token = await placeToken(stack)
  const asset = ledgerId(seriesOf(quorum, 'XTS', processor), stack.contracts.Payments)
  const { timestamp } = await stack.client.getBlock()
  const parties = [1, 2, 3].map(i => accountAt(i).address)
  const basics = { quorum, asset, parties, now: Number(timestamp) }
  const Splits = stack.contracts.Splits

  await acts.deposit(5, token, 1_000n)
  await acts.transfer(5, accountAt(6).address, BigInt(token), 300n)
  await acts.transfer(6, accountAt(6).address, BigInt(token), 100n)
  await acts.withdraw(6, token, 120n)
  await acts.issue(7, 9n, accountAt(8).address, 77n)
  await acts.transfer(8, accountAt(5).address, ledgerId(9n, accountAt(7).address), 7n)
  const personal = await acts.bill(
    'personal',
    { payee: zeroAddress, key: zeroHash },
    5_000n,
    basics.now,
    accountAt(5).address,
  )
  await pause('tokens and units')

  const flowing = milestoneTerms(basics)
  const flow = await acts.conclude(flowing, [1, 2, 3])
  const account = { payee: Splits, key: flow }
  const first = await acts.bill('first', account, 1_003n, basics.now, accountAt(4).address)
  await acts.settle(flowing)
  await acts.pay(5, flow, asset, 500n)
  await acts.refund(first.receipt, 'back', 700n, basics.now)
  await acts.bill('second', account, 400n, basics.now, accountAt(4).address)
  await acts.bill('third', account, 1_000n, basics.now, accountAt(4).address)
  await acts.settle(flowing)
  await pause('in real time')
  const unlocked = await acts.unlock(flowing, 0, milestoneSubject(business, 'accepted'))
  await acts.settle(flowing)
  await pause('milestone')

  const dated = monthlyTerms(basics)
  const root = await acts.conclude(dated, [1, 2, 3])
  const book = (id: string, amount: bigint, month: number) =>
    acts.bill(id, { payee: Splits, key: root }, amount, monthStart(month, 480) + 3 * day, accountAt(4).address)
  const january = await book('january', 4_000n, firstMonth)
  await book('early', 2_500n, firstMonth + 1)
  await acts.refund(january.receipt, 'january-back', 500n, monthStart(firstMonth, 480) + 9 * day)
  const closed = await acts.close(dated, root, {
    month: firstMonth,
    quantities: [0n, 500n],
    entries: 2,
    sum: 3_500n,
    rows,
  })
  await pause('first month')
  await acts.refund(january.receipt, 'later-back', 3_000n, monthStart(firstMonth + 1, 480) + day)
  await acts.close(dated, root, { month: firstMonth + 1, quantities: [0n, 400n], entries: 2, sum: -500n, rows }, 1n)
  await book('march', 9_000n, firstMonth + 2)
  await acts.transfer(5, await accountOfAgreement(stack, root), asset, 11n)
  await acts.observe(dated)
  await acts.close(dated, root, { month: firstMonth + 2, quantities: [0n, 900n], entries: 1, sum: 9_000n, rows })
  await book('april', 123n, firstMonth + 3)
  await pause('later months')

  return { quorum, asset, token, parties, personal, first, unlocked, closed, flowing, flow, dated, root, acts }
}

export type Played = Awaited<ReturnType<typeof playScenario>>

/** Where an agreement's money is. */
export async function accountOfAgreement({ client, contracts }: Stack, root: Hex) {
  const call = { abi: ledgerAbi, address: contracts.Ledger, functionName: 'accountOf' } as const
  return client.readContract({ ...call, args: [contracts.Splits, root] })
}
