import { reasonOf } from '@concordat/sdk'
import { factsAbi, ledgerAbi, paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { type Address, BaseError, encodeFunctionData, type Hex, type PublicClient, RpcRequestError } from 'viem'
import type { Log } from '../log.ts'
import { classify } from './classify.ts'
import type { Task } from './task.ts'
import type { Wallet } from './wallet.ts'

const errorAbi = [...paymentsAbi, ...splitsAbi, ...factsAbi, ...ledgerAbi]
const callsPerTransaction = 25
const transactionsAtOnce = 8

/** How long a task rests after each outcome, in milliseconds. */
const rest = { sent: 60_000, done: 15_000, later: 3_000, never: 600_000 }

export type SenderParameters = {
  client: PublicClient
  wallet: Wallet
  self: Address
  log: Log
  onSent?: () => void
  now?: () => number
}
export type Sender = ReturnType<typeof createSender>

type Batch = { to: Address; tasks: Task[] }

/** Sends tasks when they are due, several in one transaction, and looks after what was sent. */
export function createSender({ client, wallet, self, log, onSent = () => {}, now = Date.now }: SenderParameters) {
  const possibleSince = new Map<string, number>()
  const restingUntil = new Map<string, number>()
  const sent = new Map<Hex, Batch>()
  const refused = new Map<string, { code: string; message: string }>()
  const alone = new Set<string>()

  const putToRest = (tasks: Task[], ms: number) => {
    for (const { id } of tasks) restingUntil.set(id, now() + ms)
  }

  async function lookAfter(): Promise<void> {
    for (const [hash, batch] of [...sent]) {
      const outcome = await wallet.outcomeOf(hash)
      if (outcome === 'pending') continue
      sent.delete(hash)
      log('transaction', { hash, outcome, tasks: batch.tasks.length })
      // A success rests until the effect is deep enough to be read. What was reverted is tried again task by task.
      if (outcome === 'success') continue
      if (outcome === 'reverted') for (const { id } of batch.tasks) alone.add(id)
      putToRest(batch.tasks, 0)
    }
  }

  async function send(batch: Batch): Promise<boolean> {
    const data = dataOf(batch)
    try {
      const gas = await client.estimateGas({ account: self, to: batch.to, data })
      // A payee's gas must still be there when the last call of a batch begins.
      const hash = await wallet.send({ to: batch.to, data, gas: (gas * 12n) / 10n + 50_000n })
      sent.set(hash, batch)
      onSent()
      putToRest(batch.tasks, rest.sent)
      for (const { id } of batch.tasks) {
        refused.delete(id)
        alone.delete(id)
      }
      return true
    } catch (error) {
      if (!isRevert(error)) throw error
      const reason = reasonOf(error, errorAbi) ?? { code: 'Reverted', args: {}, message: 'Refused without a reason.' }
      if (batch.tasks.length > 1) {
        for (const { id } of batch.tasks) alone.add(id)
        return false
      }
      const verdict = classify(reason.code, reason.args)
      putToRest(batch.tasks, rest[verdict])
      const [task] = batch.tasks
      if (verdict === 'never' && task) {
        refused.set(task.id, { code: reason.code, message: reason.message })
        log('taskRefused', { task: task.id, code: reason.code, reason: reason.message })
      }
      return false
    }
  }

  return {
    /** One turn: answers whether a transaction was sent or a batch was split, so that there is more to do. */
    turn: async (tasks: Task[]): Promise<boolean> => {
      await lookAfter()
      forget(possibleSince, new Set([...tasks.map(task => task.id), ...restingUntil.keys()]))
      for (const { id } of tasks) if (!possibleSince.has(id)) possibleSince.set(id, now())
      const due = tasks.filter(
        ({ id, delayMs }) =>
          now() >= (restingUntil.get(id) ?? 0) && now() - (possibleSince.get(id) ?? now()) >= delayMs,
      )
      let isBusy = false
      for (const batch of group(due, alone)) {
        if (wallet.outstanding() >= transactionsAtOnce) break
        isBusy = (await send(batch)) || batch.tasks.length > 1 || isBusy
      }
      return isBusy
    },
    /** Tasks that rest, so that they need not be looked up. */
    resting: () => {
      for (const [id, until] of restingUntil) if (until < now() - rest.never) restingUntil.delete(id)
      return [...restingUntil].filter(([, until]) => until > now()).map(([id]) => id)
    },
    /** Tasks that the contracts refuse, with the reason. */
    refused: () => [...refused].map(([task, reason]) => ({ task, ...reason })),
    outstanding: () => sent.size,
    /** Forgets what was sent: the chain went back. */
    reset: () => {
      wallet.reset()
      sent.clear()
      restingUntil.clear()
      alone.clear()
    },
  }
}

function forget(map: Map<string, unknown>, keep: Set<string>): void {
  for (const id of map.keys()) if (!keep.has(id)) map.delete(id)
}

/** Calls of one contract in one transaction, as many as fit; those that failed in company, and other calls, by themselves. */
export function group(tasks: Task[], alone: ReadonlySet<string>): Batch[] {
  const batches: Batch[] = []
  const open = new Map<Address, Batch>()
  for (const task of tasks) {
    const batch = task.isBatchable && !alone.has(task.id) ? open.get(task.to) : undefined
    if (batch && batch.tasks.length < callsPerTransaction) {
      batch.tasks.push(task)
      continue
    }
    const next = { to: task.to, tasks: [task] }
    batches.push(next)
    if (task.isBatchable && !alone.has(task.id)) open.set(task.to, next)
  }
  return batches
}

function dataOf({ tasks }: Batch): Hex {
  const calls = tasks.map(task => task.data())
  const [only] = calls
  if (calls.length === 1 && only) return only
  return encodeFunctionData({ abi: paymentsAbi, functionName: 'multicall', args: [calls] })
}

/** Whether the contract refused, rather than the connection or the account. */
function isRevert(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  const cause = error.walk(cause => cause instanceof RpcRequestError)
  return cause instanceof RpcRequestError && (cause.code === 3 || /revert/i.test(cause.message))
}
