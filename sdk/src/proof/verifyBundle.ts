import type { Address, Hex } from 'viem'
import { ConcordatError } from '../errors/concordatError.ts'
import { Bundle, type ProofNames } from './bundle.ts'
import { examineChain, examineReceipts, type ProvenChain } from './chain.ts'
import { decodeEvents, isAbout, type ProvenEvent } from './events.ts'
import { examineFacts, examineRotations } from './facts.ts'
import { examineQuorums, type ProvenQuorum } from './quorums.ts'
import { type Replay, replay } from './replay.ts'
import { type Check, createReport, demand, type Report, Stopped } from './report.ts'
import { readAccount } from './slots.ts'
import { compareState } from './state.ts'
import { examineTerms, type ProvenVersion, unitOf } from './terms.ts'
import { addTransfers, agreementAccount, matchPayments, type PaidTo } from './totals.ts'
import { createPool, type Pool } from './trie.ts'

export type { Check, CheckArgs, CheckId } from './report.ts'
export type { ProofNames }

export type VerifyOptions = {
  /** The hash of the first block of the chain that the reader means. */
  expectGenesis?: Hex
  /** The root of the agreement that the reader means. */
  expectRoot?: Hex
}

/** What a bundle proves, once every check holds. */
export type Proven = {
  chainId: number
  genesisHash: Hex
  root: Hex
  account: Address
  /** The block up to which everything is shown. */
  head: { number: number; hash: Hex; timestamp: number; signers: Address[] }
  unit: { symbol: string; decimals: number } | null
  versions: ProvenVersion[]
  quorums: ProvenQuorum[]
  replay: Replay
  paid: PaidTo[]
  /** What the account holds, in the asset's smallest unit. */
  balance: bigint
  events: ProvenEvent[]
}

export type Verdict = {
  /** Whether every check holds. */
  ok: boolean
  checks: Check[]
  /** Null when so much failed that nothing is proven. */
  proven: Proven | null
}

/**
 * Checks a proof bundle with nothing but the bundle: no network, no clock. Trusted are more than k of the attestors whose
 * keys the quorum of the terms names, and the hashes and signatures themselves.
 */
export async function verifyBundle(json: unknown, options: VerifyOptions = {}): Promise<Verdict> {
  const report = createReport()
  let proven: Proven | null = null
  try {
    proven = await examine(json, options, report)
  } catch (error) {
    if (!(error instanceof Stopped)) {
      const reason = error instanceof ConcordatError ? error.code : 'Unexpected'
      report.checks.push({ id: 'readable', ok: false, about: '', args: {}, reason: { code: reason, args: {} } })
    }
  }
  const ok = proven !== null && report.checks.every(check => check.ok)
  return { ok, checks: report.checks, proven }
}

async function examine(json: unknown, options: VerifyOptions, report: Report): Promise<Proven> {
  const { bundle } = await report.need('readable', '', () => {
    const { success, data, error } = Bundle.safeParse(json)
    demand(success, 'BundleUnreadable', { message: error?.issues[0]?.message, path: error?.issues[0]?.path.join('.') })
    return { bundle: data as Bundle, nodes: data?.nodes.length ?? 0 }
  })
  const { chain, root } = bundle
  await report.check('chain', chain.genesisHash, () => {
    const { expectGenesis = chain.genesisHash, expectRoot = root } = options
    demand(chain.genesisHash === expectGenesis.toLowerCase(), 'OtherChain', {
      given: chain.genesisHash,
      expected: expectGenesis,
    })
    demand(root === expectRoot.toLowerCase(), 'OtherAgreement', { given: root, expected: expectRoot })
    return { chainId: chain.chainId, expected: options.expectGenesis ? 1 : 0 }
  })
  const quorums = await examineQuorums(bundle, report)
  const anchor = quorums[0] as ProvenQuorum
  const blocks = await examineChain(bundle, anchor, report)
  const pool = await createPool(bundle.nodes)
  const logs = await examineReceipts(bundle, blocks, pool, report)
  const decoded = decodeEvents(logs, chain.contracts)
  const isContract = async (account: Address) => (await readAccount(pool, blocks.head.stateRoot, account)).isContract
  const versions = await examineTerms(bundle, decoded, isContract, report)
  const { unit } = await report.need('anchor', anchor.id, () => {
    const { terms } = versions[0] as ProvenVersion
    demand(terms.rules.quorum === anchor.id, 'QuorumDiffers', { given: anchor.id, expected: terms.rules.quorum })
    return { needed: anchor.k + 1, unit: unitOf(bundle, terms) }
  })
  return conclude({ bundle, blocks, pool, versions, quorums, decoded, unit }, report)
}

type Examined = {
  bundle: Bundle
  blocks: ProvenChain
  pool: Pool
  versions: ProvenVersion[]
  quorums: ProvenQuorum[]
  decoded: ProvenEvent[]
  unit: Proven['unit']
}

/** What the events say, against the facts, the terms, the contracts' state and the transfers. */
async function conclude({ bundle, blocks, pool, versions, quorums, decoded, unit }: Examined, report: Report) {
  const { chain, root } = bundle
  const { contracts } = chain
  const { head, signers } = blocks
  const asset = (versions[0] as ProvenVersion).terms.money.asset
  const account = agreementAccount(contracts, root)
  const digests = versions.map(({ digest }) => digest)
  const about = { root, digests, account, asset, quorums: quorums.map(({ id }) => id) }
  const events = decoded.filter(event => isAbout(event, about))
  await examineRotations(events, quorums, report)
  await examineFacts(bundle, events, versions, quorums, report)
  await report.check('payments', root, () => matchPayments(events, contracts, asset))
  const played = await report.need('waterfall', root, () => {
    const course = replay(events, versions, asset)
    const { receipts, refunds, months, settlements } = course
    return { course, receipts, refunds, months: months.length, settlements }
  })
  const { course } = played
  const { balance } = await report.need('state', head.number, () =>
    compareState({ pool, stateRoot: head.stateRoot, contracts, root, account, versions, events, replay: course }),
  )
  const { paid } = await report.need('transfers', account, () =>
    addTransfers({ contracts, root, account, versions, events, replay: course, balance }),
  )
  const { number, hash, timestamp } = head
  const { chainId, genesisHash } = chain
  return {
    ...{ chainId, genesisHash, root, account, unit, versions, quorums, paid, balance, events },
    head: { number, hash, timestamp, signers },
    replay: course,
  }
}
