import { paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { type ProcessorAccount, processorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import { encodeFunctionData, type Hex } from 'viem'
import { findStanding } from '../agreements/find.ts'
import { receiptIn } from '../payments/decide.ts'
import type { Task } from '../submit/task.ts'
import { delayOf } from './delay.ts'
import type { KeeperParameters } from './listTasks.ts'

/** Reserves that payments wait for, and reserves whose time is over. */
export async function listReserveTasks(parameters: KeeperParameters): Promise<Task[]> {
  return [...(await listUndeclared(parameters)), ...(await listReleases(parameters))]
}

async function listUndeclared(parameters: KeeperParameters): Promise<Task[]> {
  const { sql, contracts } = parameters
  const rows = await sql<{ agreement: Hex; account: ProcessorAccount }[]>`
    select distinct on (body -> 'data' -> 'processor') agreement, body -> 'data' -> 'processor' as account from rows
    where state = 'waiting' and waits_for = 'ReserveUndeclared'`
  const tasks: Task[] = []
  for (const { agreement, account } of rows) {
    const { reserve } = account
    const standing = await findStanding(sql, agreement)
    const name = processorName(account)
    const delayMs = standing && delayOf(parameters, standing.terms.rules.quorum, name)
    if (!reserve || delayMs === undefined) continue
    const args = [processorAccount(account.rail, account.account), reserve.rateBps, reserve.duration] as const
    const data = () => encodeFunctionData({ abi: paymentsAbi, functionName: 'declareReserve', args })
    tasks.push({ id: `declareReserve ${name}`, to: contracts.Payments, data, isBatchable: true, delayMs })
  }
  return tasks
}

type Withheld = { effect: string; receipt: Parameters<typeof receiptIn>[0]['receipt'] }

async function listReleases(parameters: KeeperParameters): Promise<Task[]> {
  const { sql, contracts } = parameters
  // A chain for development can be ahead of the clock; the contract has the last word.
  const due = await sql<Withheld[]>`
    select w.effect, w.receipt from withheld w join reserves r on r.processor = w.processor
    where w.issued_at + r.duration <= greatest(extract(epoch from now()), (select max(time) from blocks))
    and not exists (select 1 from effects e where e.effect = w.effect)
    order by w.block limit 100`
  return due.flatMap(({ effect, receipt }) => {
    const delayMs = delayOf(parameters, receipt.quorum, receipt.transaction)
    if (delayMs === undefined) return []
    const args = [receiptIn({ receipt })] as const
    const data = () => encodeFunctionData({ abi: paymentsAbi, functionName: 'release', args })
    return [{ id: effect, to: contracts.Payments, data, isBatchable: true, delayMs }]
  })
}
