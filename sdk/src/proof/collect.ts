import type { Hex } from 'viem'
import { ConcordatError } from '../errors/concordatError.ts'
import { disputeWonHash, monthCloseHash, receiptHash, refundHash } from '../facts.ts'
import { factsAbi, paymentsAbi, splitsAbi } from '../generated/abi.ts'
import { topics } from '../ids.ts'
import type { Agreement } from '../splits/terms/types.ts'
import type { Confirmations, Fact, MonthClose, Receipt, Refund } from '../types.ts'
import type { Bundle, BundleQuorum } from './bundle.ts'
import { findCalls } from './calls.ts'
import { listEndings } from './endings.ts'
import type { Contracts } from './events.ts'
import { type ExpectedFact, listExpectedFacts } from './facts.ts'
import type { Reader } from './reader.ts'
import { splitSignatures } from './signatures.ts'
import type { Source } from './sources.ts'
import { leaversOf } from './terms.ts'

type Found = { round: bigint; observedAt: number; validUntil: number; confirmations: Confirmations }

/** The facts that the events rest on, with the signatures that were given to the contracts. */
export function collectFacts(
  sources: Source[],
  versions: { digest: Hex; terms: Agreement }[],
  root: Hex,
  contracts: Contracts,
): Bundle['facts'] {
  const inputs = new Map(sources.map(({ event, input }) => [event, input]))
  const events = sources.map(({ event }) => event)
  const findFact = createFinder()
  return listExpectedFacts(events, versions, root, contracts).map(expected => {
    const found = findFact(expected, inputs.get(expected.event) ?? '0x')
    if (!found)
      throw new ConcordatError('FactMissing', { event: expected.event.eventName, block: expected.event.place.block })
    const { quorum, audience, topic, subject, value } = expected
    const { round, observedAt, validUntil, confirmations } = found
    const signatures = splitSignatures(confirmations.signatures)
    return { quorum, audience, topic, subject, value, round: String(round), observedAt, validUntil, signatures }
  })
}

const plain = { round: 0n, validUntil: 0 }

/** The facts as calls give them, by their values: a transaction can hold many, and is read once. */
const readers = {
  PaymentIssued: (input: Hex): [Hex, Found][] =>
    (findCalls(input, paymentsAbi, 'issue') as [Receipt, number, Confirmations][]).map(
      ([receipt, observedAt, confirmations]) => [receiptHash(receipt), { ...plain, observedAt, confirmations }],
    ),
  PaymentRefunded: (input: Hex): [Hex, Found][] =>
    (findCalls(input, paymentsAbi, 'refund') as [Receipt, Refund, number, Confirmations][]).map(
      ([, refund, observedAt, confirmations]) => [refundHash(refund), { ...plain, observedAt, confirmations }],
    ),
  PaymentDisputed: (input: Hex): [Hex, Found][] =>
    (findCalls(input, paymentsAbi, 'dispute') as [Receipt, Refund, number, Confirmations][]).map(
      ([, disputed, observedAt, confirmations]) => [refundHash(disputed), { ...plain, observedAt, confirmations }],
    ),
  DisputeWon: (input: Hex): [Hex, Found][] =>
    (findCalls(input, paymentsAbi, 'reinstate') as [Receipt, Refund, number, number, Confirmations][]).map(
      ([, disputed, bookedAt, observedAt, confirmations]) => [
        disputeWonHash(disputed, bookedAt),
        { round: 1n, observedAt, validUntil: 0, confirmations },
      ],
    ),
  MonthClosed: (input: Hex): [Hex, Found][] =>
    (findCalls(input, splitsAbi, 'close') as [Agreement, MonthClose, bigint, number, Confirmations][]).map(
      ([, close, round, observedAt, confirmations]) => [
        monthCloseHash(close),
        { round, observedAt, validUntil: 0, confirmations },
      ],
    ),
}

const isReadable = (name: string): name is keyof typeof readers => name in readers

function createFinder() {
  const read = new Map<string, Map<Hex, Found>>()
  return ({ topic, value, subject, event }: ExpectedFact, input: Hex): Found | undefined => {
    const { eventName } = event
    if (isReadable(eventName)) {
      const name = `${eventName} ${input}`
      const known = read.get(name) ?? new Map(readers[eventName](input))
      read.set(name, known)
      return known.get(value)
    }
    const verb = topic === topics.freeze ? (BigInt(value) === 0n ? 'resume' : 'freeze') : 'unlock'
    for (const args of findCalls(input, splitsAbi, verb)) {
      const [fact, confirmations] = args.slice(-2) as [Fact, Confirmations]
      // A freeze's subject follows from the agreement, whatever the call says.
      if (verb === 'unlock' && fact.subject !== subject) continue
      const { round, observedAt, validUntil } = fact
      return { round, observedAt, validUntil, confirmations }
    }
    return undefined
  }
}

/** The signatures by which the parties ended the agreement, as the calls gave them. */
export function collectEndings(sources: Source[], current: Agreement): Bundle['endings'] {
  const endings = listEndings(sources.map(({ event }) => event))
  return endings.map(event => {
    const input = sources.find(source => source.event === event)?.input ?? '0x'
    const verb = event.eventName === 'AgreementTerminated' ? 'terminate' : 'supersede'
    const given = (findCalls(input, splitsAbi, verb)[0]?.at(-1) ?? []) as Hex[]
    return { signatures: current.parties.map((_, i) => (given[i] ?? '0x').toLowerCase() as Hex) }
  })
}

/** The signatures of a version's signers as the calls gave them; empty where none was found. */
export function collectSignatures(digest: Hex, terms: readonly Agreement[], index: number, sources: Source[]): Hex[] {
  const next = terms[index] as Agreement
  const expected = next.parties.length + leaversOf(next, terms[index - 1]).length
  const signatures = Array<Hex>(expected).fill('0x')
  const take = (i: number, signature: Hex | undefined) => {
    if (signature && signature !== '0x' && i < expected) signatures[i] = signature.toLowerCase() as Hex
  }
  for (const { event, input } of sources) {
    if (event.eventName === 'AgreementSigned' && event.args.digest === digest)
      for (const [, party, signature] of findCalls(input, splitsAbi, 'sign') as [Agreement, bigint, Hex][])
        if (next.parties[Number(party)]?.account === event.args.party) take(Number(party), signature)
    if (event.eventName !== 'AgreementConcluded' || event.args.digest !== digest) continue
    const calls = [...findCalls(input, splitsAbi, 'conclude'), ...findCalls(input, splitsAbi, 'amend')]
    for (const call of calls) for (const [i, signature] of (call.at(-1) as Hex[]).entries()) take(i, signature)
  }
  return signatures
}

/** The definitions of quorums, with the rotations that were applied and what the members before signed. */
export async function collectQuorums(
  reader: Reader,
  contracts: Contracts,
  ids: readonly Hex[],
  sources: Source[],
  range: { fromBlock: number; toBlock: number },
): Promise<BundleQuorum[]> {
  const created = await reader.quorums(contracts, ids, range.fromBlock, range.toBlock)
  return ids.map(id => {
    const definition = created.find(({ quorum }) => quorum === id)
    if (!definition) throw new ConcordatError('QuorumUndefined', { quorum: id })
    const { attestors, k, notice } = definition
    const lower = (members: readonly string[]) => members.map(member => member.toLowerCase() as Hex)
    const rotations: BundleQuorum['rotations'] = []
    let announced: BundleQuorum['rotations'][number] | undefined
    for (const { event, input } of sources) {
      if (event.eventName === 'RotationAnnounced' && event.args.quorum === id) {
        const { round, attestors: next } = event.args
        const calls = findCalls(input, factsAbi, 'rotate') as [Hex, bigint, Hex[], Confirmations][]
        const call = calls.find(([quorum, number]) => quorum === id && number === round)
        const signatures = splitSignatures(call?.[3].signatures ?? '0x')
        announced = { round: String(round), next: lower(next), signatures }
      }
      if (event.eventName === 'QuorumRotated' && event.args.quorum === id && announced) rotations.push(announced)
    }
    return { attestors: lower(attestors), k, notice, rotations }
  })
}
