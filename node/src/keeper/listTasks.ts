import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { monthEnd } from '@concordat/sdk/splits/months.ts'
import { settleCall } from '@concordat/sdk/splits/settleCall.ts'
import { type Address, encodeFunctionData, type Hex } from 'viem'
import { findStanding } from '../agreements/find.ts'
import type { Sql } from '../database/open.ts'
import type { Contracts } from '../deployment.ts'
import type { Quorums } from '../facts/quorums.ts'
import { placeInLine } from '../submit/order.ts'
import type { Task } from '../submit/task.ts'
import { listChores } from './chores.ts'
import { listReserveTasks } from './reserves.ts'

export type KeeperParameters = {
  sql: Sql
  contracts: Contracts
  quorums: Quorums
  self: Address
  takeoverMs: number
  /** How long receipts are collected before they are settled, in milliseconds. */
  settleMs: number
  /** Whether overdue months are closed by the terms' default quantities. */
  closesByDefault: boolean
}

/** What is due (settlements, releases, chores), and months nobody closed in time. */
export async function listKeeperTasks(parameters: KeeperParameters): Promise<Task[]> {
  const tasks = [
    ...(await listSettlements(parameters)),
    ...(await listReserveTasks(parameters)),
    ...(await listChores(parameters)),
  ]
  return parameters.closesByDefault ? [...tasks, ...(await listOverdue(parameters))] : tasks
}

async function listSettlements(parameters: KeeperParameters): Promise<Task[]> {
  const { sql, quorums, self, takeoverMs, settleMs } = parameters
  const due = await sql<{ root: Hex; block: number; log_index: number }[]>`
    select distinct on (root) root, block, log_index from settlements d where kind = 'due'
    and not exists (select 1 from settlements s where s.root = d.root and s.kind = 'done'
      and (s.block, s.log_index) > (d.block, d.log_index))
    order by root, block, log_index`
  const tasks: Task[] = []
  for (const { root, block, log_index } of due) {
    const standing = await findOwn(parameters, root)
    if (!standing || standing.ended === 'completed' || standing.ended === 'superseded') continue
    const members = quorums.find(standing.terms.rules.quorum)?.attestors ?? []
    tasks.push({
      // A later receipt makes a new task, so that a settlement under way does not hide it.
      id: `settle ${root} ${block} ${log_index}`,
      to: parameters.contracts.Splits,
      data: () => encodeFunctionData({ abi: splitsAbi, ...settleCall(root, standing.terms) }),
      isBatchable: false,
      delayMs: settleMs + placeInLine(members, self, root) * takeoverMs,
    })
  }
  return tasks
}

async function listOverdue(parameters: KeeperParameters): Promise<Task[]> {
  const { sql, quorums, self, takeoverMs } = parameters
  const roots = await sql<{ root: Hex }[]>`
    select distinct root from agreements a
    where not exists (select 1 from endings e where e.root = a.root and e.kind in ('superseded', 'completed'))`
  const now = Date.now() / 1000
  const tasks: Task[] = []
  for (const { root } of roots) {
    const standing = await findOwn(parameters, root)
    if (!standing || standing.openMonth === null) continue
    const { openMonth, terms } = standing
    const { period, quorum } = terms.rules
    // The contract counts from the conclusion and the last close too, and leaves out freezes: it has the last word.
    if (monthEnd(openMonth, period.utcOffsetMinutes) + period.closeAfter > now) continue
    const members = quorums.find(quorum)?.attestors ?? []
    tasks.push({
      id: `closeByDefault ${root} ${openMonth}`,
      to: parameters.contracts.Splits,
      data: () => encodeFunctionData({ abi: splitsAbi, functionName: 'closeByDefault', args: [terms] }),
      isBatchable: false,
      delayMs: placeInLine(members, self, root) * takeoverMs,
    })
  }
  return tasks
}

async function findOwn({ sql, quorums }: KeeperParameters, root: Hex) {
  const standing = await findStanding(sql, root)
  return standing && quorums.isMember(standing.terms.rules.quorum) ? standing : undefined
}
