import type { Address, Hex } from 'viem'
import { disputeWonHash, factDigest, monthCloseHash, receiptHash, refundHash } from '../facts.ts'
import { monthSubject, refundSubject, topics, VALUE_TRUE, ZERO_HASH } from '../ids.ts'
import type { Fact } from '../types.ts'
import type { Bundle } from './bundle.ts'
import { type Contracts, isEvent, type ProvenEvent } from './events.ts'
import { type ProvenQuorum, requireConfirmed } from './quorums.ts'
import { breathe, demand, type Report } from './report.ts'
import type { ProvenVersion } from './terms.ts'

/** Facts whose signatures are checked before others have their turn. */
const signaturesAtOnce = 20

/** What an event says about the fact it rests on; round and times are in the fact alone where they are not given. */
export type ExpectedFact = Pick<Fact, 'quorum' | 'audience' | 'topic' | 'subject' | 'value'> & {
  observedAt?: number
  event: ProvenEvent
}

/** The facts that the events rest on, in order. */
export function listExpectedFacts(
  events: readonly ProvenEvent[],
  versions: readonly Pick<ProvenVersion, 'digest' | 'terms'>[],
  root: Hex,
  { Payments, Splits }: Contracts,
): ExpectedFact[] {
  const byPayment = new Map(
    events.filter(isEvent('PaymentIssued')).map(({ args }) => [args.paymentKey, args.receipt.quorum]),
  )
  const disputes = new Map(
    events
      .filter(isEvent('PaymentDisputed'))
      .map(({ args: { paymentKey, disputeId, amount, bookedAt } }) => [
        refundSubject(paymentKey, disputeId),
        { paymentKey, refundId: disputeId, amount, bookedAt },
      ]),
  )
  const termsOf = (digest: Hex) => versions.find(version => version.digest === digest)?.terms
  let arbiters = versions[0]?.terms.rules.arbiters ?? ZERO_HASH
  return events.flatMap((event): ExpectedFact[] => {
    switch (event.eventName) {
      case 'AgreementConcluded':
        arbiters = termsOf(event.args.digest)?.rules.arbiters ?? ZERO_HASH
        return []
      case 'PaymentIssued': {
        const { receipt, paymentKey: subject, observedAt } = event.args
        const value = receiptHash(receipt)
        return [
          { quorum: receipt.quorum, audience: Payments, topic: topics.payment, subject, value, observedAt, event },
        ]
      }
      case 'PaymentRefunded': {
        const { paymentKey, refundId, amount, bookedAt, observedAt } = event.args
        const quorum = byPayment.get(paymentKey) ?? ZERO_HASH
        const subject = refundSubject(paymentKey, refundId)
        const value = refundHash({ paymentKey, refundId, amount, bookedAt })
        return [{ quorum, audience: Payments, topic: topics.refund, subject, value, observedAt, event }]
      }
      case 'PaymentDisputed':
      case 'DisputeWon': {
        const { paymentKey, disputeId, bookedAt, observedAt } = event.args
        const quorum = byPayment.get(paymentKey) ?? ZERO_HASH
        const subject = refundSubject(paymentKey, disputeId)
        const disputed = disputes.get(subject)
        if (!disputed) return []
        const value = event.eventName === 'DisputeWon' ? disputeWonHash(disputed, bookedAt) : refundHash(disputed)
        return [{ quorum, audience: Payments, topic: topics.dispute, subject, value, observedAt, event }]
      }
      case 'MonthClosed': {
        const { close, byDefault, digest } = event.args
        if (byDefault) return []
        const quorum = termsOf(digest)?.rules.quorum ?? ZERO_HASH
        const subject = monthSubject(root, close.month)
        return [{ quorum, audience: Splits, topic: topics.month, subject, value: monthCloseHash(close), event }]
      }
      case 'LockResolved': {
        const rules = termsOf(event.args.digest)?.rules
        const lock = rules?.clauses[Number(event.args.clause) - rules.monthly.length]?.lock
        if (!event.args.unlocked || !rules || !lock) return []
        const { topic, subject } = lock
        return [{ quorum: rules.quorum, audience: Splits, topic, subject, value: VALUE_TRUE, event }]
      }
      case 'AgreementFrozen':
        return [{ quorum: arbiters, audience: Splits, topic: topics.freeze, subject: root, value: VALUE_TRUE, event }]
      case 'AgreementResumed':
        return [{ quorum: arbiters, audience: Splits, topic: topics.freeze, subject: root, value: ZERO_HASH, event }]
      default:
        return []
    }
  })
}

const nameOf = ({ quorum, audience, topic, subject, value }: Omit<ExpectedFact, 'event' | 'observedAt'>) =>
  [quorum, audience, topic, subject, value].join(' ').toLowerCase()

/** The members of the quorums at each event: as many rotations later as were applied before it. */
function membersAlong(events: readonly ProvenEvent[], quorums: readonly ProvenQuorum[]) {
  const along = new Map<ProvenEvent, ReadonlyMap<Hex, number>>()
  let present: ReadonlyMap<Hex, number> = new Map()
  for (const event of events) {
    along.set(event, present)
    if (event.eventName !== 'QuorumRotated') continue
    present = new Map(present).set(event.args.quorum, (present.get(event.args.quorum) ?? 0) + 1)
  }
  return (quorum: Hex, at: ProvenEvent): Address[] => {
    const { sets } = quorums.find(({ id }) => id === quorum) ?? { sets: [] }
    return sets[along.get(at)?.get(quorum) ?? 0] ?? []
  }
}

/** Checks that each event that needs a fact has one, that more than k of the members of its time signed. */
export async function examineFacts(
  { facts, chain, root }: Bundle,
  events: readonly ProvenEvent[],
  versions: readonly ProvenVersion[],
  quorums: readonly ProvenQuorum[],
  report: Report,
): Promise<void> {
  await report.check('facts', '', async () => {
    const left = new Map<string, Bundle['facts']>()
    // The last of a name first, so that each is taken from the end.
    for (const fact of facts.toReversed()) {
      const same = left.get(nameOf(fact))
      if (same) same.push(fact)
      else left.set(nameOf(fact), [fact])
    }
    const expected = listExpectedFacts(events, versions, root, chain.contracts)
    const membersOf = membersAlong(events, quorums)
    let signatures = 0
    for (const [i, { event, observedAt, ...about }] of expected.entries()) {
      if (i % signaturesAtOnce === 0) {
        report.progress('facts', i, expected.length)
        await breathe()
      }
      const fact = left.get(nameOf(about))?.pop()
      demand(fact !== undefined, 'FactMissing', { event: event.eventName, block: event.place.block })
      demand(observedAt === undefined || fact.observedAt === observedAt, 'FactDiffers', { subject: fact.subject })
      const isValid = fact.validUntil === 0 || event.place.timestamp <= fact.validUntil
      demand(isValid, 'FactOutdated', { subject: fact.subject, validUntil: fact.validUntil })
      const quorum = quorums.find(({ id }) => id === fact.quorum)
      demand(quorum !== undefined, 'QuorumUndefined', { quorum: fact.quorum })
      const digest = factDigest({ ...fact, round: BigInt(fact.round) }, chain.chainId, chain.contracts.Facts)
      signatures += requireConfirmed(membersOf(quorum.id, event), quorum.k, digest, fact.signatures).length
    }
    const unused = [...left.values()].flat()
    demand(unused.length === 0, 'FactUnused', { subject: unused[0]?.subject ?? '' })
    return { facts: expected.length, signatures }
  })
}

/** Checks that the rotations of the bundle are those that the chain applied. */
export async function examineRotations(
  events: readonly ProvenEvent[],
  quorums: readonly ProvenQuorum[],
  report: Report,
): Promise<void> {
  for (const { id, sets } of quorums) {
    if (sets.length === 1 && !events.some(event => event.eventName === 'QuorumRotated' && event.args.quorum === id))
      continue
    await report.check('rotation', id, () => {
      const applied = events.filter(isEvent('QuorumRotated')).filter(({ args }) => args.quorum === id)
      const lists = applied.map(({ args }) => args.attestors.map(member => member.toLowerCase()))
      const given = JSON.stringify(sets.slice(1))
      demand(JSON.stringify(lists) === given, 'RotationsDiffer', { given: sets.length - 1, expected: lists.length })
      return { round: lists.length, signers: 0, members: sets.at(-1)?.length ?? 0 }
    })
  }
}
