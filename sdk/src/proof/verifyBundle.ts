import type { Address, Hex } from 'viem'
import { ConcordatError } from '../errors/concordatError.ts'
import { quorumId, ZERO_HASH } from '../ids.ts'
import { anchorOf, type Naming } from './anchor.ts'
import { Bundle, type ProofNames } from './bundle.ts'
import { examineChain, examineReceipts, type ProvenChain } from './chain.ts'
import { requireKnown } from './contracts.ts'
import { examineEndings } from './endings.ts'
import { decodeEvents, isAbout, type ProvenEvent } from './events.ts'
import { examineFacts, examineRotations } from './facts.ts'
import { listMoneyGaps } from './gaps.ts'
import { examineMembers } from './members.ts'
import { matchPayments } from './payments.ts'
import { examineQuorums, type ProvenQuorum } from './quorums.ts'
import { allRegisters } from './registers.ts'
import { type Replay, replay } from './replay.ts'
import { type Check, createReport, demand, type Gap, type Report, Stopped, type VerifyProgress } from './report.ts'
import { readAccount } from './slots.ts'
import { compareState } from './state.ts'
import { examineTerms, type ProvenVersion, unitOf } from './terms.ts'
import { addTransfers, agreementAccount, type PaidTo } from './totals.ts'
import { createPool, type Pool } from './trie.ts'

export type { Check, CheckArgs, CheckId, Gap, GapId, VerifyProgress } from './report.ts'
export type { ProofNames }

export type VerifyOptions = {
  /** The hash of the first block of the chain that the reader means. */
  expectGenesis?: Hex
  /** The root of the agreement that the reader means. */
  expectRoot?: Hex
  /** The id of the quorum whose word the reader takes. */
  expectQuorum?: Hex
  onProgress?: VerifyProgress
}

/** What a bundle proves, once every check holds. */
export type Proven = {
  chainId: number
  genesisHash: Hex
  root: Hex
  account: Address
  /** The block up to which everything is shown, and which members signed it. */
  head: { number: number; hash: Hex; timestamp: number; signers: Address[] }
  /** The quorum whose word everything rests on, with its present members. */
  anchor: { quorum: Hex; members: Address[]; needed: number }
  unit: { symbol: string; decimals: number } | null
  versions: ProvenVersion[]
  quorums: ProvenQuorum[]
  replay: Replay
  paid: PaidTo[]
  /** What the account holds, in the asset's smallest unit. */
  balance: bigint
  /** What of it came without a payment and is not booked, in the asset's smallest unit. */
  unbooked: bigint
  events: ProvenEvent[]
}

export type Verdict = {
  /** Whether every check holds. */
  ok: boolean
  checks: Check[]
  /** What it leaves open although every check holds. */
  gaps: Gap[]
  /** Null when so much failed that nothing is proven. */
  proven: Proven | null
}

/**
 * Checks a proof bundle with nothing but the bundle: no network, no clock. Trusted are more than k of the attestors whose
 * keys the quorum of the terms names, and the hashes and signatures themselves.
 */
export async function verifyBundle(json: unknown, options: VerifyOptions = {}): Promise<Verdict> {
  const report = createReport(options.onProgress)
  const { checks, gaps } = report
  let proven: Proven | null = null
  try {
    proven = await examine(json, options, report)
  } catch (error) {
    if (!(error instanceof Stopped)) {
      const reason = error instanceof ConcordatError ? error.code : 'CheckBroken'
      checks.push({ id: 'readable', ok: false, about: '', args: {}, reason: { code: reason, args: {} } })
    }
  }
  const ok = proven !== null && checks.every(check => check.ok)
  return { ok, checks, gaps: ok ? gaps : [], proven: ok ? proven : null }
}

async function examine(json: unknown, options: VerifyOptions, report: Report): Promise<Proven> {
  const { bundle } = await report.need('readable', '', () => {
    const { success, data, error } = Bundle.safeParse(json)
    demand(success, 'BundleUnreadable', { message: error?.issues[0]?.message, path: error?.issues[0]?.path.join('.') })
    return { bundle: data as Bundle, nodes: data?.nodes.length ?? 0 }
  })
  const { chain } = bundle
  const { contracts } = chain
  await report.check('chain', chain.genesisHash, () => requireExpected(bundle, options))
  await report.need('contracts', contracts.Splits, () => requireKnown(contracts))
  const quorums = await examineQuorums(bundle, report)
  const anchor = quorums[0] as ProvenQuorum
  const blocks = await examineChain(bundle, anchor, report)
  const { stateRoot } = blocks.head
  const pool = await createPool(bundle.nodes)
  const logs = await examineReceipts(bundle, blocks, pool, report)
  const decoded = decodeEvents(logs, contracts)
  // A key that did not sign is refused as such, and not because nothing is known of its account.
  const isContract = async (account: Address) => {
    const { isContract } = await readAccount(pool, stateRoot, account).catch(() => ({ isContract: false }))
    return isContract
  }
  const versions = await examineTerms(bundle, decoded, isContract, report)
  const { unit } = await report.need('anchor', anchor.id, () => {
    const expected = anchorOf(versions.map(namingOf))
    demand(expected === anchor.id, 'QuorumDiffers', { given: anchor.id, expected })
    return { needed: anchor.k + 1, unit: unitOf(bundle, (versions[0] as ProvenVersion).terms) }
  })
  await examineMembers({ pool, stateRoot, contracts }, quorums, report)
  return conclude({ bundle, blocks, pool, versions, quorums, decoded, unit, isContract }, report)
}

function requireExpected({ chain, root, quorums }: Bundle, options: VerifyOptions) {
  const { expectGenesis, expectRoot, expectQuorum } = options
  const [anchor] = quorums
  const quorum = anchor ? quorumId(anchor.attestors, anchor.k, anchor.notice) : ZERO_HASH
  const same = (code: string, given: Hex, expected: Hex = given) =>
    demand(given === expected.toLowerCase(), code, { given, expected })
  same('OtherChain', chain.genesisHash, expectGenesis)
  same('OtherAgreement', root, expectRoot)
  same('OtherQuorum', quorum, expectQuorum)
  return { chainId: chain.chainId, expected: expectGenesis ? 1 : 0 }
}

const namingOf = ({ terms, signatures }: ProvenVersion): Naming => ({
  quorum: terms.rules.quorum,
  byKeys: signatures.every(({ by }) => by === 'key'),
})

type Examined = {
  bundle: Bundle
  blocks: ProvenChain
  pool: Pool
  versions: ProvenVersion[]
  quorums: ProvenQuorum[]
  decoded: ProvenEvent[]
  unit: Proven['unit']
  isContract: (account: Address) => Promise<boolean>
}

/** What the events say, against the facts, the terms, the contracts' state and the transfers. */
async function conclude(examined: Examined, report: Report): Promise<Proven> {
  const { bundle, blocks, pool, versions, quorums, decoded, unit, isContract } = examined
  const { chain, root } = bundle
  const { contracts, chainId, genesisHash } = chain
  const { head, signers } = blocks
  const [first, current] = [versions[0] as ProvenVersion, versions.at(-1) as ProvenVersion]
  const { asset } = first.terms.money
  const account = agreementAccount(contracts, root)
  const terms = versions.map(version => version.terms)
  const registers = allRegisters(terms, root, contracts)
  const digests = versions.map(({ digest }) => digest)
  const [anchor] = quorums as [ProvenQuorum]
  const about = { root, digests, account, asset, registers: registers.map(one => one.account) }
  const concerns = { ...about, quorums: quorums.map(({ id }) => id) }
  const events = decoded.filter(event => isAbout(event, concerns))
  await examineRotations(events, quorums, report)
  await examineEndings(bundle, events, current, isContract, report)
  await examineFacts(bundle, events, versions, quorums, report)
  await report.check('payments', root, () => matchPayments(events, contracts, asset, report))
  const { course: replayed } = await report.need('waterfall', root, () => {
    const course = replay(events, versions)
    const { receipts, refunds, months, settlements } = course
    return { course, receipts, refunds, months: months.length, settlements }
  })
  const { kept } = await report.need('state', head.number, () =>
    compareState({
      ...{ pool, stateRoot: head.stateRoot, contracts, root, account, registers },
      ...{ versions, events, replay: replayed },
    }),
  )
  const totals = { contracts, root, account, registers, versions, events, replay: replayed, kept }
  const { paid, balance, unbooked } = await report.need('transfers', account, () => addTransfers(totals))
  const { number, hash, timestamp } = head
  const proven: Proven = {
    ...{ chainId, genesisHash, root, account, unit, versions, quorums, paid, balance, unbooked, events },
    head: { number, hash, timestamp, signers },
    anchor: { quorum: anchor.id, members: anchor.sets.at(-1) ?? [], needed: anchor.k + 1 },
    replay: replayed,
  }
  listMoneyGaps(proven, report)
  return proven
}
