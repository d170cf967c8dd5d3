import { reasonOf } from '@concordat/sdk/errors/reasonOf.ts'
import { paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { type Address, BaseError, encodeFunctionData, type Hex, type PublicClient, RpcRequestError } from 'viem'
import type { Log } from '../log.ts'
import { classify } from './classify.ts'
import type { Task } from './task.ts'
import type { Wallet } from './wallet.ts'

const callsPerTransaction = 25
const transactionsAtOnce = 8

/** How many tasks at once make other nodes wait twice as long before they take over. */
const tasksPerDelay = 100
const neverMs = 600_000
/** What the payee of the last call must find available beyond what it uses. */
const gasInReserve = 1_000_000n

export type SenderParameters = {
  client: PublicClient
  wallet: Wallet
  self: Address
  /** About how long the chain takes to settle something, in milliseconds: how long others wait before they take over. */
  takeoverMs: number
  log: Log
  onSent?: () => void
  now?: () => number
}
export type Sender = ReturnType<typeof createSender>

type Batch = { to: Address; tasks: Task[] }

/** Sends tasks when they are due, several in one transaction, and looks after what was sent. */
export function createSender(parameters: SenderParameters) {
  const { client, wallet, self, takeoverMs, log, onSent = () => {}, now = Date.now } = parameters
  // How long a task rests after each outcome, in milliseconds.
  const rest = { sent: 10 * takeoverMs, done: 4 * takeoverMs, later: takeoverMs, never: neverMs }
  const possibleSince = new Map<string, number>()
  const restingUntil = new Map<string, number>()
  const sent = new Map<Hex, Batch>()
  const refused = new Map<string, { code: string; message: string }>()
  const alone = new Set<string>()
  const gasPerCall = new Map<Address, bigint>()

  const putToRest = (tasks: Task[], ms: number) => {
    for (const { id } of tasks) restingUntil.set(id, now() + ms)
  }

  async function lookAfter(): Promise<void> {
    for (const [hash, batch] of [...sent]) {
      const outcome = await wallet.outcomeOf(hash)
      if (outcome.status === 'pending') continue
      sent.delete(hash)
      log('transaction', { hash, ...outcome, tasks: batch.tasks.length })
      // A success rests until the effect is deep enough to be read.
      if (outcome.status !== 'success') putToRest(batch.tasks, 0)
      else if (batch.tasks.every(task => task.isBatchable)) {
        const each = outcome.gasUsed / BigInt(batch.tasks.length)
        if (each > (gasPerCall.get(batch.to) ?? 0n)) gasPerCall.set(batch.to, each)
      }
    }
  }

  /** The gas a call needs, or null when the contract refuses it; its tasks are then sorted by the reason. */
  async function estimate(batch: Batch): Promise<bigint | null> {
    const call = { account: self, to: batch.to, data: dataOf(batch) }
    const each = batch.tasks.every(task => task.isBatchable) ? gasPerCall.get(batch.to) : undefined
    if (each !== undefined) {
      // An estimate runs the calls a dozen times; where the usual amount does, once is enough.
      const gas = withMargin(each * BigInt(batch.tasks.length)) + gasInReserve
      const isEnough = await client.call({ ...call, gas }).then(
        () => true,
        () => false,
      )
      if (isEnough) return gas
    }
    try {
      return withMargin(await client.estimateGas(call))
    } catch (error) {
      if (!isRevert(error)) throw error
      const [task, another] = batch.tasks
      if (!task || another) return null
      const reason = reasonOf(error) ?? { code: 'Reverted', args: {}, message: 'Refused without a reason.' }
      const verdict = classify(reason.code, reason.args)
      putToRest([task], rest[verdict])
      if (verdict === 'never') {
        refused.set(task.id, { code: reason.code, message: reason.message })
        log('taskRefused', { task: task.id, code: reason.code, reason: reason.message })
      }
      return null
    }
  }

  /** Finds the calls for which a batch is refused; the others go in the next turn. */
  async function sift({ to, tasks }: Batch): Promise<void> {
    const good: Task[] = []
    for (const task of tasks) if ((await estimate({ to, tasks: [task] })) !== null) good.push(task)
    if (good.length === tasks.length) for (const { id } of good) alone.add(id)
  }

  async function send(batch: Batch): Promise<boolean> {
    const gas = await estimate(batch)
    if (gas === null) {
      if (batch.tasks.length > 1) await sift(batch)
      return batch.tasks.length > 1
    }
    const hash = await wallet.send({ to: batch.to, data: dataOf(batch), gas })
    sent.set(hash, batch)
    onSent()
    putToRest(batch.tasks, rest.sent)
    for (const { id } of batch.tasks) {
      refused.delete(id)
      alone.delete(id)
    }
    return true
  }

  return {
    /** One turn: answers whether a transaction was sent or a batch was split, so that there is more to do. */
    turn: async (tasks: Task[]): Promise<boolean> => {
      await lookAfter()
      const known = new Set([...tasks.map(task => task.id), ...restingUntil.keys()])
      for (const map of [possibleSince, refused]) forget(map, known)
      for (const { id } of tasks) if (!possibleSince.has(id)) possibleSince.set(id, now())
      // Whoever is first in line needs longer for more.
      const patience = 1 + tasks.length / tasksPerDelay
      const due = tasks.filter(({ id, delayMs }) => {
        const since = possibleSince.get(id) ?? now()
        return now() >= (restingUntil.get(id) ?? 0) && now() - since >= delayMs * patience
      })
      let isBusy = false
      for (const batch of group(due, alone)) {
        if (wallet.outstanding() >= transactionsAtOnce) break
        isBusy = (await send(batch)) || isBusy
      }
      return isBusy
    },
    /** Tasks that rest, so that they need not be looked up. */
    resting: () => {
      for (const [id, until] of restingUntil) if (until < now() - neverMs) restingUntil.delete(id)
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

const withMargin = (gas: bigint) => (gas * 12n) / 10n + 50_000n

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
