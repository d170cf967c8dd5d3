import type { Address, Hex } from 'viem'
import { findStanding, findVersion } from '../agreements/find.ts'
import { lockEffect } from '../chain/effects.ts'
import type { Sql } from '../database/open.ts'
import type { Contracts } from '../deployment.ts'
import { disputeCall } from '../disputes/submit.ts'
import type { Quorums } from '../facts/quorums.ts'
import { fromStored, type StoredFact } from '../facts/save.ts'
import { listWaitingLocks, unlockCall } from '../milestones/submit.ts'
import { closeIn } from '../months/decide.ts'
import { closeCall, isBooked } from '../months/submit.ts'
import { receiptIn } from '../payments/decide.ts'
import { issueCall } from '../payments/submit.ts'
import { reportCall } from '../payouts/submit.ts'
import { refundIn } from '../refunds/decide.ts'
import { refundCall } from '../refunds/submit.ts'
import { buildConfirmations } from './confirmations.ts'
import { placeInLine } from './order.ts'
import type { Task } from './task.ts'

export type ListTasksParameters = {
  sql: Sql
  contracts: Contracts
  quorums: Quorums
  self: Address
  takeoverMs: number
  /** Decisions that are not looked at now: sent, or refused a moment ago. */
  resting: number[]
}

type Confirmed = { id: number; topic: string; subject: Hex; digest: Hex; fact: StoredFact; payload: never }
const perTurn = 500

/** What can be done now for the facts that are confirmed and that the chain has not used. */
export async function listTasks(parameters: ListTasksParameters): Promise<Task[]> {
  const { sql, contracts, quorums, self, takeoverMs, resting } = parameters
  const decisions = await sql<Confirmed[]>`
    select id, topic, subject, digest, fact, payload from decisions d
    where confirmed_at is not null and settled_block is null and digest is not null and id <> all(${resting})
    and (requires is null or exists (select 1 from effects e where e.effect = d.requires))
    order by id limit ${perTurn}`
  const signatures = await readSignatures(
    sql,
    decisions.map(decision => decision.digest),
  )
  const tasks: Task[] = []
  for (const { id, topic, subject, digest, fact: stored, payload } of decisions) {
    const fact = fromStored(stored)
    const quorum = quorums.find(fact.quorum)
    const confirmations = quorum && buildConfirmations(quorum, signatures.get(digest) ?? new Map())
    if (!quorum || !confirmations) continue
    const delayMs = placeInLine(quorum.attestors, self, subject) * takeoverMs
    const task = (data: () => Hex, more: Partial<Task> = {}): Task => ({
      id: String(id),
      to: contracts.Payments,
      data,
      isBatchable: true,
      delayMs,
      ...more,
    })
    const onSplits = { to: contracts.Splits, isBatchable: false }
    if (topic === 'payment') tasks.push(task(() => issueCall(receiptIn(payload), fact, confirmations)))
    if (topic === 'refund')
      tasks.push(task(() => refundCall(receiptIn(payload), refundIn(payload), fact, confirmations)))
    if (topic === 'dispute') {
      const { bookedAt } = payload as { bookedAt: number }
      tasks.push(task(() => disputeCall(receiptIn(payload), refundIn(payload), bookedAt, fact, confirmations)))
    }
    if (topic === 'payout') tasks.push(task(() => reportCall(payload, fact, confirmations)))
    if (topic === 'month') {
      const { root } = payload as { root: Hex }
      const close = closeIn(payload)
      const standing = await findStanding(sql, root)
      if (standing?.openMonth === close.month && (await isBooked(sql, root, close)))
        tasks.push(task(() => closeCall(standing.terms, close, fact, confirmations), onSplits))
    }
    if (topic === 'milestone')
      for (const { digest, clause } of await listWaitingLocks(sql, fact)) {
        const terms = await findVersion(sql, digest)
        if (!terms || terms.rules.quorum !== fact.quorum) continue
        const data = () => unlockCall(terms, clause, fact, confirmations)
        tasks.push(task(data, { ...onSplits, id: `${id} ${lockEffect(digest, clause)}` }))
      }
  }
  return tasks
}

async function readSignatures(sql: Sql, digests: Hex[]): Promise<Map<Hex, Map<Address, Hex>>> {
  const rows = await sql<{ digest: Hex; attestor: Address; signature: Hex }[]>`
    select digest, attestor, signature from attestations where digest = any(${digests})`
  const found = new Map<Hex, Map<Address, Hex>>()
  for (const { digest, attestor, signature } of rows) {
    const one = found.get(digest) ?? new Map<Address, Hex>()
    found.set(digest, one.set(attestor, signature))
  }
  return found
}
