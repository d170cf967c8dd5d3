import { paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { type ProcessorAccount, processorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import { type Address, encodeFunctionData, type Hex } from 'viem'
import { findStanding, type Standing } from '../agreements/find.ts'
import { receiptIn } from '../payments/decide.ts'
import { placeInLine } from '../submit/order.ts'
import type { Task } from '../submit/task.ts'
import type { KeeperParameters } from './listTasks.ts'

type Member = (quorum: Hex, subject: Hex) => number | undefined

/** Reserves that payments wait for, reserves whose time is over, and money that was released and is not booked. */
export async function listReserveTasks(parameters: KeeperParameters): Promise<Task[]> {
  const { quorums, self, takeoverMs } = parameters
  /** How long this node gives way; undefined where it is no attestor. */
  const delayOf: Member = (quorum, subject) => {
    if (!quorums.isMember(quorum)) return undefined
    return placeInLine(quorums.find(quorum)?.attestors ?? [], self, subject) * takeoverMs
  }
  return [
    ...(await listUndeclared(parameters, delayOf)),
    ...(await listReleases(parameters, delayOf)),
    ...(await listSurpluses(parameters, delayOf)),
  ]
}

async function listUndeclared({ sql, contracts }: KeeperParameters, delayOf: Member): Promise<Task[]> {
  const rows = await sql<{ agreement: Hex; account: ProcessorAccount }[]>`
    select distinct on (body -> 'data' -> 'processor') agreement, body -> 'data' -> 'processor' as account from rows
    where state = 'waiting' and waits_for = 'ReserveUndeclared'`
  const tasks: Task[] = []
  for (const { agreement, account } of rows) {
    const { reserve } = account
    const standing = await findStanding(sql, agreement)
    const name = processorName(account)
    const delayMs = standing && delayOf(standing.terms.rules.quorum, name)
    if (!reserve || delayMs === undefined) continue
    const args = [processorAccount(account.rail, account.account), reserve.rateBps, reserve.duration] as const
    const data = () => encodeFunctionData({ abi: paymentsAbi, functionName: 'declareReserve', args })
    tasks.push({ id: `declareReserve ${name}`, to: contracts.Payments, data, isBatchable: true, delayMs })
  }
  return tasks
}

type Withheld = { effect: string; receipt: Parameters<typeof receiptIn>[0]['receipt'] }

async function listReleases({ sql, contracts }: KeeperParameters, delayOf: Member): Promise<Task[]> {
  // A chain for development can be ahead of the clock; the contract has the last word.
  const due = await sql<Withheld[]>`
    select w.effect, w.receipt from withheld w join reserves r on r.processor = w.processor
    where w.issued_at + r.duration <= greatest(extract(epoch from now()), (select max(time) from blocks))
    and not exists (select 1 from effects e where e.effect = w.effect)
    order by w.block limit 100`
  return due.flatMap(({ effect, receipt }) => {
    const delayMs = delayOf(receipt.quorum, receipt.transaction)
    if (delayMs === undefined) return []
    const args = [receiptIn({ receipt })] as const
    const data = () => encodeFunctionData({ abi: paymentsAbi, functionName: 'release', args })
    return [{ id: effect, to: contracts.Payments, data, isBatchable: true, delayMs }]
  })
}

type Surplus = { root: Hex; block: number; log_index: number }

/** Released money lies in the agreement's account without a payment: to be shared it has to be booked. */
async function listSurpluses({ sql, contracts }: KeeperParameters, delayOf: Member): Promise<Task[]> {
  const due = await sql<Surplus[]>`
    select distinct on (root) root, block, log_index from surpluses d where kind = 'due'
    and not exists (select 1 from surpluses s where s.root = d.root and s.kind = 'done'
      and (s.block, s.log_index) > (d.block, d.log_index))
    order by root, block desc, log_index desc`
  const tasks: Task[] = []
  for (const { root, block, log_index } of due) {
    const standing = await findStanding(sql, root)
    const delayMs = standing && delayOf(standing.terms.rules.quorum, root)
    if (!standing || delayMs === undefined || standing.ended === 'completed' || standing.ended === 'superseded')
      continue
    tasks.push(observeTask(contracts.Splits, standing, { id: `observe ${root} ${block} ${log_index}`, delayMs }))
  }
  return tasks
}

function observeTask(splits: Address, { terms }: Standing, known: Pick<Task, 'id' | 'delayMs'>): Task {
  const data = () => encodeFunctionData({ abi: splitsAbi, functionName: 'observe', args: [terms] })
  return { ...known, to: splits, data, isBatchable: false }
}
