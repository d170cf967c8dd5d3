import type { Hex } from 'viem'
import { openNetOf } from '../splits/fold/book.ts'
import { hasPeriod } from '../splits/fold/entitled.ts'
import type { FoldState, VersionState } from '../splits/fold/types.ts'
import { pendingOf, type Replay, reservedOf } from './replay.ts'
import {
  amendmentSlot,
  bucketSlot,
  continuedSlot,
  cut,
  meteredSlots,
  signed,
  standingSlots,
  versionSlots,
} from './slots.ts'
import type { ProvenVersion } from './terms.ts'

type Read = (slot: Hex) => Promise<bigint>
type Same = (what: string, kept: unknown, expected: unknown) => void

const states = ['none', 'effective', 'terminated', 'superseded', 'completed']
const lockStates = { none: 0, waiting: 0, unlocked: 1, lapsed: 2 }

/** Compares where the agreement stands. */
export async function compareStanding(
  root: Hex,
  { fold, status, freezeRounds, endedAt, reserveMoved }: Replay,
  current: ProvenVersion,
  read: Read,
  same: Same,
): Promise<void> {
  const [first, second, third] = await Promise.all(standingSlots(root).map(read))
  const [state = 0n, amended, period, frozenUntil] = cut(first ?? 0n, 8, 8, 8, 40)
  const [held, owed, openMonth = 0n, lastMonth = 0n] = cut(second ?? 0n, 104, 104, 16, 16)
  const [reserved, countedFrom, terminatedAt, frozenFor, pending, rounds] = cut(third ?? 0n, 104, 40, 40, 32, 16, 24)
  const withMonths = hasPeriod(current.terms)
  const { since, used } = fold.freeze
  const { maxFreeze } = current.terms.rules
  const isOver = status === 'superseded'
  same('state', states[Number(state)], status)
  same('period', period, withMonths ? 1 : 0)
  same('version', amended ? await read(amendmentSlot(root)) : BigInt(root), BigInt(current.digest))
  same('owed', owed, fold.owed)
  same('held', held, withMonths && !isOver ? openNetOf(fold) + fold.owed : 0n)
  same('freezes', rounds, freezeRounds)
  same('frozen', frozenFor, since === 0 ? used : maxFreeze)
  if (since !== 0) same('frozenUntil', frozenUntil, since + maxFreeze - used)
  same('terminatedAt', terminatedAt, endedAt)
  same('pending', pending, pendingOf(fold))
  same('reserved', reserved, status === 'completed' || reserveMoved ? 0n : reservedOf(fold))
  if (!withMonths) return
  same('openMonth', openMonth, fold.openMonth)
  same('countedFrom', countedFrom, fold.clock)
  for (let month = Number(openMonth); month <= Number(lastMonth); month++) {
    const [net = 0n, entries, total = 0n] = cut(await read(bucketSlot(root, month)), 112, 32, 112)
    const booked = fold.buckets[month] ?? { net: 0n, entries: 0, sum: 0n }
    const kept = `${signed(net, 112)} ${entries} ${signed(total, 112)}`
    same(`month ${month}`, kept, `${booked.net} ${booked.entries} ${booked.sum}`)
  }
}

/** Compares what a version's clauses had, took and paid. */
export async function compareVersion(
  { digest, terms }: ProvenVersion,
  fold: FoldState,
  index: number,
  read: Read,
  same: Same,
): Promise<void> {
  const version = fold.versions[index] as VersionState
  const [sums = 0n, marks = 0n] = await Promise.all(versionSlots(digest).map(read))
  const [base, settledBase] = cut(sums, 128, 128)
  const [locks, , concluded, finished] = cut(marks, 64, 64, 8, 8)
  same('base', base, version.base)
  same('settled', settledBase, version.settledBase)
  same('locks', locks, packed(version.locks))
  same('concluded', concluded, index > 0 ? 1 : 0)
  if (index < fold.versions.length - 1) same('finished', finished, version.finished ? 1 : 0)
  for (const i of terms.rules.monthly.keys()) {
    const [taking = 0n, counted = 0n] = await Promise.all(meteredSlots(digest, i).map(read))
    const [unpaid = 0n, taken] = cut(taking, 128, 128)
    const [quantity] = cut(counted, 128)
    const expected = [version.unpaid[i], version.taken[i], version.quantity[i]]
    same(`clause ${i + 1}`, [signed(unpaid, 128), taken, quantity], expected)
  }
  for (const [i, { continues }] of terms.rules.clauses.entries())
    if (continues > 0) same('continued', await read(continuedSlot(digest, i)), version.continued[i])
}

const packed = (locks: VersionState['locks']): bigint =>
  locks.reduce((bits, lock, i) => bits | (BigInt(lockStates[lock]) << BigInt(2 * i)), 0n)
