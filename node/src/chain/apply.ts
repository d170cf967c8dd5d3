import type { factsAbi, paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { receivableKey, refundSubject } from '@concordat/sdk/ids.ts'
import { rootOf } from '@concordat/sdk/splits/terms/digest.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { Address, Hex, ParseEventLogsReturnType } from 'viem'
import type { Transaction } from '../database/open.ts'
import {
  disputeEffect,
  lockEffect,
  monthEffect,
  paymentEffect,
  payoutEffect,
  refundEffect,
  releaseEffect,
  wonEffect,
} from './effects.ts'
import { instruct, roundsUpTo, withhold } from './payments.ts'

type EventAbi = [...typeof factsAbi, ...typeof paymentsAbi, ...typeof splitsAbi]
export type Event = ParseEventLogsReturnType<EventAbi, undefined, true>[number]
export type Place = { block: number; log_index: number }
const lower = <T extends string>(text: T) => text.toLowerCase() as T

type Chore = { chore: 'observe' | 'collect'; subject: Hex; root: Hex }
const observe = (root: Hex): Chore => ({ chore: 'observe', subject: root, root })

export type ApplyParameters = {
  splits: Address
  /** The times of blocks that withhold something, Unix seconds. */
  times: ReadonlyMap<number, number>
}

/** Writes what events say into the tables, in the order of the chain. */
export async function applyEvents(sql: Transaction, events: Event[], parameters: ApplyParameters): Promise<void> {
  const { splits, times } = parameters
  const effects: { effect: string; transaction: Hex; block: number }[] = []
  const bookings: ({ root: Hex; month: number; entries: number; sum: string } & Place)[] = []
  const chores: (Chore & { kind: 'due' | 'done' } & Place)[] = []
  const collect = (root: Hex, id: bigint): Chore => {
    return { chore: 'collect', subject: receivableKey(splits, root, id), root }
  }
  const settlements: ({ root: Hex; kind: 'due' | 'done' } & Place)[] = []

  for (const event of events) {
    const place = { block: Number(event.blockNumber), log_index: event.logIndex }
    const effect = (name: string) =>
      effects.push({ effect: name, transaction: event.transactionHash, block: place.block })
    switch (event.eventName) {
      case 'QuorumCreated':
        await seat(sql, { ...place, ...event.args })
        break
      case 'QuorumRotated':
        await seat(sql, { ...place, ...event.args, k: await presetOf(sql, event.args.quorum) })
        break
      case 'AgreementConcluded':
        await conclude(sql, event.args.digest, event.args.terms, place)
        break
      case 'AgreementTerminated':
      case 'AgreementSuperseded':
      case 'AgreementCompleted': {
        const ending = { root: event.args.root, kind: event.eventName.slice(9).toLowerCase(), block: place.block }
        await sql`insert into endings ${sql(ending)} on conflict do nothing`
        break
      }
      case 'PaymentIssued':
        effect(paymentEffect(event.args.quorum, event.args.paymentKey))
        if (event.args.withheld > 0n) await withhold(sql, event.args, place, times)
        break
      case 'PaymentRefunded':
        effect(refundEffect(event.args.id, refundSubject(event.args.paymentKey, event.args.refundId)))
        chores.push({ ...place, ...collect(event.args.key, event.args.id), kind: 'done' })
        break
      case 'PaymentDisputed':
        effect(disputeEffect(event.args.id, refundSubject(event.args.paymentKey, event.args.disputeId)))
        chores.push({ ...place, ...collect(event.args.key, event.args.id), kind: 'done' })
        break
      case 'ReceivableCollected': {
        const { receivableKey: subject } = event.args
        chores.push({ ...place, chore: 'collect', subject, root: subject, kind: 'done' })
        break
      }
      case 'DisputeWon': {
        const { id, paymentKey, disputeId, key, amount, covered, delivered } = event.args
        effect(wonEffect(id, refundSubject(paymentKey, disputeId)))
        if (!delivered && amount > covered) chores.push({ ...place, ...observe(key), kind: 'due' })
        chores.push({ ...place, ...collect(key, id), kind: 'done' })
        break
      }
      case 'ReserveDeclared': {
        const { processor, account, rate, duration } = event.args
        await sql`
          insert into reserves ${sql({ processor, account, rate, duration, block: place.block })} on conflict do nothing`
        break
      }
      case 'ReserveReleased': {
        const { id, paymentKey, key, amount, covered } = event.args
        effect(releaseEffect(id, paymentKey))
        if (amount > covered) chores.push({ ...place, ...observe(key), kind: 'due' })
        chores.push({ ...place, ...collect(key, id), kind: 'done' })
        break
      }
      case 'InstructionIssued':
        await instruct(sql, event.args, place)
        break
      case 'InstructionReported':
        for (const round of roundsUpTo(event.args.state)) effect(payoutEffect(event.args.instruction, round))
        break
      case 'ReceiptBooked': {
        const { root, month, amount, paymentKey, payer, returned } = event.args
        // Nobody pays what was observed.
        if (BigInt(payer) === 0n) chores.push({ ...place, ...observe(root), kind: 'done' })
        if (returned > 0n) chores.push({ ...place, ...collect(root, await assetOf(sql, root)), kind: 'due' })
        // A month's statement counts only what came with a payment key.
        if (BigInt(paymentKey) !== 0n) bookings.push({ ...place, root, month, entries: 1, sum: amount.toString() })
        if (month === 0) settlements.push({ ...place, root, kind: 'due' })
        break
      }
      case 'RefundBooked': {
        const { root, month, amount } = event.args
        bookings.push({ ...place, root, month, entries: 1, sum: (-amount).toString() })
        break
      }
      case 'MonthClosed': {
        const { root, month } = event.args
        effect(monthEffect(root, month))
        await sql`insert into closes ${sql({ root, month, block: place.block })} on conflict do nothing`
        break
      }
      case 'LockResolved':
        effect(lockEffect(event.args.digest, Number(event.args.clause)))
        if (event.args.unlocked) settlements.push({ ...place, root: event.args.root, kind: 'due' })
        break
      case 'Settled':
        settlements.push({ ...place, root: event.args.root, kind: 'done' })
    }
  }

  if (effects.length > 0) await sql`insert into effects ${sql(effects)} on conflict do nothing`
  if (bookings.length > 0) await sql`insert into bookings ${sql(bookings)}`
  if (chores.length > 0) await sql`insert into chores ${sql(chores)}`
  if (settlements.length > 0) await sql`insert into settlements ${sql(settlements)}`
  const names = effects.map(({ effect }) => effect)
  if (names.length > 0)
    await sql`
      update decisions d set settled_block = e.block from effects e
      where e.effect = d.effect and d.settled_block is null and d.effect = any(${names})`
}

async function seat(
  sql: Transaction,
  { quorum, attestors, k, block, log_index }: { quorum: Hex; attestors: readonly Address[]; k: number } & Place,
): Promise<void> {
  await sql`insert into quorums ${sql({ quorum, attestors: attestors.map(lower), k, block, log_index })}`
}

async function presetOf(sql: Transaction, quorum: Hex): Promise<number> {
  const [row] = await sql<{ k: number }[]>`select k from quorums where quorum = ${quorum} limit 1`
  if (!row) throw new Error(`the chain rotated quorum ${quorum}, which it never created`)
  return row.k
}

/** The units that an agreement shares, the same in every version. */
async function assetOf(sql: Transaction, root: Hex): Promise<bigint> {
  const [row] = await sql<{ terms: Hex }[]>`select terms from agreements where root = ${root} limit 1`
  if (!row) throw new Error(`the chain booked money of agreement ${root}, which it never concluded`)
  return decodeTerms(row.terms).money.asset
}

async function conclude(sql: Transaction, digest: Hex, terms: Hex, { block, log_index }: Place): Promise<void> {
  const agreement = decodeTerms(terms)
  const root = rootOf(agreement, digest)
  const { business, quorum } = agreement.rules
  await sql`insert into agreements ${sql({ digest, root, business, quorum, terms, block, log_index })}`
  const locks = listLocks(agreement).map(lock => ({ ...lock, digest, root, block }))
  if (locks.length > 0) await sql`insert into locks ${sql(locks)}`
}

function listLocks({ rules }: Agreement) {
  return rules.clauses
    .map(({ lock }, i) => ({ clause: rules.monthly.length + i, topic: lock.topic, subject: lock.subject, by: lock.by }))
    .filter(({ by }) => by !== 0)
    .map(({ clause, topic, subject }) => ({ clause, topic, subject }))
}
