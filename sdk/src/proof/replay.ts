import type { Hex } from 'viem'
import { nothingMoved, openNetOf } from '../splits/fold/book.ts'
import { hasPeriod } from '../splits/fold/entitled.ts'
import type { FoldEvent, FoldState, VersionState } from '../splits/fold/types.ts'
import { apply, createFold } from '../splits/fold.ts'
import type { EventOf, ProvenEvent } from './events.ts'
import { demand } from './report.ts'
import type { ProvenVersion } from './terms.ts'

/** What the events make of the agreement. */
export type Replay = {
  fold: FoldState
  status: 'effective' | 'terminated' | 'superseded' | 'completed'
  /** How many freezes and resumptions there were. */
  freezeRounds: number
  /** What went back to the issuer for refunds, in the asset's smallest unit. */
  returned: bigint
  /** When the parties ended it, Unix seconds; 0 when they did not. */
  endedAt: number
  /** What went to the contract that continues it, in the asset's smallest unit. */
  movedOut: bigint
  /** Whether what earlier versions held went along. */
  reserveMoved: boolean
  received: bigint
  refunded: bigint
  months: { month: number; net: bigint; entries: number; block: number; at: number; byDefault: boolean }[]
  receipts: number
  refunds: number
  settlements: number
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)

/** What came to a version and was not paid: not settled, locked, or left by divisions. */
const unpaidOf = ({ base, taken, paid }: VersionState) => base + sum(taken) - sum(paid)
const earlierOf = ({ versions }: FoldState) => versions.slice(0, -1)
/** What earlier versions hold. */
export const reservedOf = (fold: FoldState) => sum(earlierOf(fold).map(unpaidOf))
/** How many earlier versions are not paid out. */
export const pendingOf = (fold: FoldState) => earlierOf(fold).filter(({ finished }) => !finished).length

/**
 * Computes the whole course of the agreement from its signed terms and what came in, and demands at each close, settlement
 * and refund that the contract computed the same.
 */
export function replay(events: readonly ProvenEvent[], versions: readonly ProvenVersion[]): Replay {
  const [first] = versions
  demand(first !== undefined, 'NothingProven')
  const state: Replay = {
    fold: createFold(first.terms, first.concluded.timestamp),
    status: 'effective',
    ...{
      freezeRounds: 0,
      returned: 0n,
      endedAt: 0,
      movedOut: 0n,
      reserveMoved: false,
      received: 0n,
      refunded: 0n,
      receipts: 0,
      refunds: 0,
      settlements: 0,
    },
    months: [],
  }
  /** What a close paid at once, until its settlement says how much; null when none is awaited. */
  let paid: bigint | null = null
  let isLeaving = false
  const step = (event: FoldEvent) => {
    state.fold = apply(state.fold, event)
    state.returned += state.fold.moved.returned
  }
  const same = (about: ProvenEvent, expected: unknown, given: unknown) =>
    demand(String(expected) === String(given), 'ComputedOtherwise', {
      event: about.eventName,
      block: about.place.block,
      expected: String(expected),
      given: String(given),
    })

  for (const [i, event] of events.entries()) {
    const { timestamp: at } = event.place
    switch (event.eventName) {
      case 'AgreementConcluded': {
        const next = versions.find(({ digest }) => digest === event.args.digest)
        if (next && next !== first) step({ type: 'amend', agreement: next.terms, at })
        break
      }
      case 'ReceiptBooked': {
        const { amount, month, paymentKey, returned } = event.args
        const type = BigInt(paymentKey) === 0n ? 'observe' : 'receipt'
        step(type === 'observe' ? { type, amount } : { type, amount, month })
        same(event, state.fold.moved.returned, returned)
        state.received += amount
        state.receipts++
        break
      }
      case 'RefundBooked':
        bookRefund(event)
        same(event, state.fold.owed, event.args.owed)
        break
      case 'MonthClosed':
        closeMonth(event, isAmendment(events, i))
        break
      case 'LockResolved':
        // A lapse is found by the settlement that follows it.
        if (event.args.unlocked)
          step({ type: 'unlock', clause: Number(event.args.clause), version: indexOf(event.args.digest), at })
        break
      case 'Settled': {
        const version = indexOf(event.args.digest)
        if (paid === null) step({ type: 'settle', version, at })
        same(event, paid ?? sum(state.fold.moved.paid), event.args.paid)
        same(event, state.fold.versions[version]?.base, event.args.base)
        paid = null
        state.settlements++
        if (isLeaving) moveOut()
        break
      }
      case 'AgreementFrozen':
        step({ type: 'freeze', at })
        state.freezeRounds++
        break
      case 'AgreementResumed':
        step({ type: 'resume', at })
        state.freezeRounds++
        break
      case 'AgreementTerminated':
        step({ type: 'terminate', at })
        state.status = 'terminated'
        state.endedAt = at
        break
      case 'AgreementCompleted':
        step({ type: 'complete', at })
        state.status = 'completed'
        break
      case 'AgreementSuperseded':
        state.status = 'superseded'
        // It settles first.
        isLeaving = true
    }
  }
  demand(paid === null && !isLeaving, 'SettlementMissing')
  return state

  function indexOf(digest: Hex): number {
    const index = versions.findIndex(version => version.digest === digest)
    demand(index >= 0, 'VersionsDiffer', { digest })
    return index
  }

  function bookRefund({ args: { amount, month, returned } }: EventOf<'RefundBooked'>): void {
    state.refunded += amount
    state.refunds++
    if (state.status === 'completed')
      state.fold = { ...state.fold, owed: state.fold.owed + amount - returned, moved: nothingMoved }
    else step({ type: 'refund', amount, month })
  }

  /** What the version in force still holds goes to the successor, and what earlier ones hold once they are paid out. */
  function moveOut(): void {
    isLeaving = false
    const { fold } = state
    const current = fold.versions.at(-1) as VersionState
    const held = hasPeriod(current.agreement) ? openNetOf(fold) + fold.owed : 0n
    state.reserveMoved = pendingOf(fold) === 0
    state.movedOut = unpaidOf(current) + held + (state.reserveMoved ? reservedOf(fold) : 0n)
    state.fold = { ...fold, balance: fold.balance - state.movedOut }
  }

  /** The month that an amendment closes as it stands is closed by the amendment itself. */
  function closeMonth(event: EventOf<'MonthClosed'>, byAmendment: boolean): void {
    const { month, close, byDefault, net, base, taken } = event.args
    const at = event.place.timestamp
    state.months.push({ month, net, entries: close.entries, block: event.place.block, at, byDefault })
    const bucket = state.fold.buckets[month] ?? { net: 0n, entries: 0, sum: 0n }
    same(event, `${bucket.net} ${bucket.entries} ${bucket.sum}`, `${net} ${close.entries} ${close.sum}`)
    if (byAmendment) return
    if (byDefault) step({ type: 'closeByDefault', month, at })
    else step({ type: 'close', ...close, at })
    same(event, state.fold.moved.net, net)
    same(event, state.fold.moved.taken, taken)
    same(event, state.fold.versions.at(-1)?.base, base)
    // Frozen, it pays nothing yet.
    paid = state.fold.moved.paid.length > 0 ? sum(state.fold.moved.paid) : null
  }
}

function isAmendment(events: readonly ProvenEvent[], i: number): boolean {
  const { block, index } = (events[i] as ProvenEvent).place
  const rest = events.slice(i + 1).filter(({ place }) => place.block === block && place.index === index)
  return rest.some(
    ({ eventName }, j) =>
      eventName === 'AgreementConcluded' && !rest.slice(0, j).some(one => one.eventName === 'Settled'),
  )
}
