import { paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { encodeFunctionData, type Hex } from 'viem'
import { findStanding, type Standing } from '../agreements/find.ts'
import type { Task } from '../submit/task.ts'
import { delayOf } from './delay.ts'
import type { KeeperParameters } from './listTasks.ts'

type Chore = { chore: 'observe' | 'collect'; root: Hex; block: number; log_index: number }

/**
 * Money that lies in an agreement's account without a payment, for example released from a reserve, has to be booked to be
 * shared; what an agreement gave back for refunds has to be destroyed to count as given back.
 */
export async function listChores(parameters: KeeperParameters): Promise<Task[]> {
  const due = await parameters.sql<Chore[]>`
    select distinct on (chore, subject) chore, root, block, log_index from chores d where kind = 'due'
    and not exists (select 1 from chores s where s.chore = d.chore and s.subject = d.subject and s.kind = 'done'
      and (s.block, s.log_index) > (d.block, d.log_index))
    order by chore, subject, block desc, log_index desc`
  const tasks: Task[] = []
  for (const { chore, root, block, log_index } of due) {
    const standing = await findStanding(parameters.sql, root)
    const delayMs = standing && delayOf(parameters, standing.terms.rules.quorum, root)
    if (!standing || delayMs === undefined) continue
    if (chore === 'observe' && (standing.ended === 'completed' || standing.ended === 'superseded')) continue
    tasks.push({ id: `${chore} ${root} ${block} ${log_index}`, ...callOf(chore, standing, parameters), delayMs })
  }
  return tasks
}

function callOf(
  chore: Chore['chore'],
  { root, terms }: Standing,
  { contracts }: KeeperParameters,
): Pick<Task, 'to' | 'data' | 'isBatchable'> {
  if (chore === 'observe') {
    const data = () => encodeFunctionData({ abi: splitsAbi, functionName: 'observe', args: [terms] })
    return { to: contracts.Splits, data, isBatchable: false }
  }
  const args = [contracts.Splits, root, terms.money.asset] as const
  const data = () => encodeFunctionData({ abi: paymentsAbi, functionName: 'collect', args })
  return { to: contracts.Payments, data, isBatchable: true }
}
