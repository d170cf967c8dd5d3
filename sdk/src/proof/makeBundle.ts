import type { Hex } from 'viem'
import { ConcordatError } from '../errors/concordatError.ts'
import { ZERO_HASH } from '../ids.ts'
import { decodeTerms } from '../splits/terms/encode.ts'
import type { Agreement } from '../splits/terms/types.ts'
import { anchorOf, type Naming } from './anchor.ts'
import { type Bundle, type BundleVersion, Bundle as schema } from './bundle.ts'
import type { CheckpointView } from './checkpoint.ts'
import { collectEndings, collectFacts, collectQuorums, collectSignatures } from './collect.ts'
import { collectState } from './collectState.ts'
import { type Contracts, isEvent } from './events.ts'
import { encodeHeader } from './headers.ts'
import { createReader, inTurn, type RpcClient } from './reader.ts'
import { planSegments } from './segments.ts'
import { collectBlock, placesOf, sourcesOf, toEvents } from './sources.ts'
import { isByKey, isUnitOf, leaversOf } from './terms.ts'
import { agreementAccount } from './totals.ts'
import { proveReceipts } from './trie.ts'

/** What is done for a bundle, in this order. */
export const makeSteps = ['events', 'blocks', 'state', 'checkpoints'] as const
export type MakeProgress = (step: (typeof makeSteps)[number], done: number, total: number) => void

export type MakeBundleParameters = {
  client: RpcClient
  contracts: Contracts
  root: Hex
  /** The block in which the contracts were deployed, or any before. */
  fromBlock: number
  /** The block in which the agreement was first heard of; saves searching the blocks before it. */
  agreementBlock?: number
  /** The block up to which the agreement is shown: the nodes must have read it. */
  toBlock: number
  /** Asks the nodes of a quorum for checkpoints of these blocks. */
  checkpoints: (numbers: number[], quorum: Hex) => Promise<CheckpointView[]>
  /** What the chain does not hold, by the version's digest. */
  words?: Readonly<Record<Hex, Pick<BundleVersion, 'names' | 'prose' | 'journal'>>>
  /** ISO 4217 code of the shared units, as far as the maker knows; left out where they are not that currency's. */
  currency?: string
  onProgress?: MakeProgress
}

/** How many searches there are, of those that take their time. */
const searches = 8

/** Collects everything that proves an agreement up to a block; asks the chain and the nodes, and believes neither. */
export async function makeBundle(parameters: MakeBundleParameters): Promise<Bundle> {
  const { client, root, fromBlock, toBlock, checkpoints, words = {}, currency, onProgress = () => {} } = parameters
  const since = Math.max(fromBlock, parameters.agreementBlock ?? fromBlock)
  const contracts = lowerAll(parameters.contracts)
  let searched = 0
  const blocksToSearch = searches * (toBlock - since + 1)
  const reader = createReader(client, count => {
    searched += count
    onProgress('events', Math.min(searched, blocksToSearch), blocksToSearch)
  })
  const genesisHash = (await reader.block(0)).hash
  const made = await reader.versions(contracts, root, since, toBlock)
  if (made.length === 0) throw new ConcordatError('NothingToProve', { root })
  const concluded = toEvents(made, contracts).filter(isEvent('AgreementConcluded'))
  const terms = concluded.map(({ args }) => decodeTerms(args.terms))
  const versionsOf = concluded.map(({ args: { digest } }, i) => ({ digest, terms: terms[i] as Agreement }))
  const digests = versionsOf.map(({ digest }) => digest)
  const asset = terms[0]?.money.asset ?? 0n
  const account = agreementAccount(contracts, root)
  const named = terms.flatMap(({ rules }) => [rules.quorum, rules.arbiters])

  const range = { from: fromBlock, since, to: toBlock }
  const logs = await reader.events(contracts, { root, digests, account, asset }, range)
  const issued = toEvents(logs, contracts).filter(isEvent('PaymentIssued'))
  const ids = [...new Set([...named, ...issued.map(({ args }) => args.receipt.quorum)])]
  const quorumIds = ids.filter(id => id !== ZERO_HASH)
  if (quorumIds.length === 0) throw new ConcordatError('NoQuorumNamed', { root })
  logs.push(...(await reader.rotations(contracts, quorumIds, fromBlock, toBlock)))

  const places = placesOf(logs)
  const count = places.size
  const blocks = await inTurn(
    [...places.keys()],
    number => collectBlock(reader, number),
    done => onProgress('blocks', done, count),
  )
  const inputs = new Map(blocks.flatMap(block => block.transactions.map(({ hash, input }) => [hash, input] as const)))
  const sources = sourcesOf(logs, contracts, hash => inputs.get(hash) ?? '0x')
  const versions = digests.map((digest, i): BundleVersion => {
    const { names, prose, journal } = words[digest] ?? {}
    const signatures = collectSignatures(digest, terms, i, sources)
    const said = { ...(names ? { names } : {}), ...(prose ? { prose } : {}), ...(journal ? { journal } : {}) }
    return { digest, ...said, signatures }
  })
  const anchor = anchorOf(versions.map((version, i) => namingOf(version, terms, i)))
  if (anchor === ZERO_HASH) throw new ConcordatError('NoQuorumNamed', { root })
  const ordered = [anchor, ...quorumIds.filter(id => id !== anchor)]
  const quorums = await collectQuorums(reader, contracts, ordered, sources, { fromBlock, toBlock })

  const nodes = new Set<Hex>()
  for (const block of blocks)
    for (const node of await proveReceipts(block.receiptsRoot, block.receipts, places.get(block.number) ?? []))
      nodes.add(node)
  onProgress('state', 0, 1)
  const sizes = quorums.map(({ attestors, rotations }, i) => ({
    ...{ id: ordered[i] as Hex, members: (rotations.at(-1)?.next ?? attestors).length },
  }))
  const state = { contracts, root, account, versions: versionsOf, toBlock, quorums: sizes }
  for (const node of await collectState(reader, state)) nodes.add(node)
  const headers = new Map(blocks.map(({ number, header }) => [number, header]))
  const head = await reader.block(toBlock)
  headers.set(toBlock, encodeHeader(head))
  const headerAt = async (number: number) => headers.get(number) ?? encodeHeader(await reader.block(number))
  const segments = await planSegments({
    numbers: [...headers.keys()].sort((a, b) => a - b),
    headerAt,
    needed: (quorums[0]?.k ?? 1) + 1,
    checkpoints: numbers => checkpoints(numbers, anchor),
    onProgress: (done, total) => onProgress('checkpoints', done, total),
  })
  const chain = { chainId: await reader.chainId(), genesisHash, contracts }
  const first = terms[0] as Agreement
  // Which account stands behind the units is in no terms, but in each receipt.
  const accounts = [undefined, ...new Set(issued.map(({ args }) => args.receipt.processor))]
  const isNamed = (processor?: Hex) => !!currency && isUnitOf(currency, first, contracts.Payments, processor)
  const [processor] = accounts.filter(isNamed)
  return schema.parse({
    format: 'concordat.proof/1',
    ...{ chain, root, quorums, segments, versions },
    ...(accounts.some(isNamed) ? { currency } : {}),
    ...(processor ? { processor } : {}),
    receipts: [...places].map(([block, indexes]) => ({ block, indexes })),
    endings: collectEndings(sources, terms.at(-1) as Agreement),
    facts: collectFacts(sources, versionsOf, root, contracts),
    nodes: [...nodes],
  })
}

/** What a version names, and whether the keys of all who had to sign it did. */
function namingOf(version: BundleVersion, terms: readonly Agreement[], index: number): Naming {
  const next = terms[index] as Agreement
  const signers = [...next.parties, ...leaversOf(next, terms[index - 1])]
  return {
    quorum: next.rules.quorum,
    byKeys: signers.every(({ account }, i) => isByKey(version, i, account)),
  }
}

const lowerAll = (contracts: Contracts) =>
  Object.fromEntries(
    Object.entries(contracts).map(([name, address]) => [name, address.toLowerCase()]),
  ) as unknown as Contracts
