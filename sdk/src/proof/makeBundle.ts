import type { Address, Hex } from 'viem'
import { ConcordatError } from '../errors/concordatError.ts'
import { ZERO_HASH } from '../ids.ts'
import { decodeTerms } from '../splits/terms/encode.ts'
import { type Bundle, type BundleVersion, Bundle as schema } from './bundle.ts'
import type { CheckpointView } from './checkpoint.ts'
import { collectFacts, collectQuorums, collectSignatures } from './collect.ts'
import { collectState } from './collectState.ts'
import { type Contracts, decodeEvents, isEvent, type PlacedLog, type ProvenEvent } from './events.ts'
import { encodeHeader } from './headers.ts'
import { createReader, inTurn, type Reader, type RpcClient, type RpcLog } from './reader.ts'
import { encodeReceipt } from './receipts.ts'
import { planSegments } from './segments.ts'
import { agreementAccount } from './totals.ts'
import { proveReceipts } from './trie.ts'

export type MakeBundleParameters = {
  client: RpcClient
  contracts: Contracts
  root: Hex
  /** The first block that can hold an event of the contracts. */
  fromBlock: number
  /** The block up to which the agreement is shown: the nodes must have read it. */
  toBlock: number
  /** Asks the nodes of a quorum for checkpoints of these blocks. */
  checkpoints: (numbers: number[], quorum: Hex) => Promise<CheckpointView[]>
  /** What the chain does not hold, by the version's digest. */
  words?: Readonly<Record<Hex, Pick<BundleVersion, 'names' | 'prose' | 'journal'>>>
  /** ISO 4217 code of the shared units. */
  currency?: string
}

export type CollectedBlock = {
  number: number
  header: Hex
  receipts: Hex[]
  transactions: { hash: Hex; input: Hex }[]
  receiptsRoot: Hex
}

/** Collects everything that proves an agreement up to a block; asks the chain and the nodes, and believes neither. */
export async function makeBundle(parameters: MakeBundleParameters): Promise<Bundle> {
  const { client, root, fromBlock, toBlock, checkpoints, words = {}, currency } = parameters
  const contracts = lowerAll(parameters.contracts)
  const reader = createReader(client)
  const genesisHash = (await reader.block(0)).hash
  const made = await reader.versions(contracts, root, fromBlock, toBlock)
  const [first] = made
  if (!first) throw new ConcordatError('NoSuchAgreement', { id: root })
  const concluded = toEvents(made, contracts).filter(isEvent('AgreementConcluded'))
  const digests = concluded.map(({ args }) => args.digest)
  const terms = concluded.map(({ args }) => decodeTerms(args.terms))
  const asset = terms[0]?.money.asset ?? 0n
  const account = agreementAccount(contracts, root)
  const anchor = terms[0]?.rules.quorum ?? ZERO_HASH
  if (anchor === ZERO_HASH) throw new ConcordatError('NoQuorumNamed', { root })

  const about = { root, digests, account, asset, quorums: [] }
  const logs = await reader.events(contracts, about, fromBlock, toBlock)
  const issued = toEvents(logs, contracts).filter(isEvent('PaymentIssued'))
  const named = terms.flatMap(({ rules }) => [rules.quorum, rules.arbiters])
  const ids = [...new Set([anchor, ...named, ...issued.map(({ args }) => args.receipt.quorum)])]
  const quorumIds = ids.filter(id => id !== ZERO_HASH)
  logs.push(...(await reader.rotations(contracts, quorumIds, fromBlock, toBlock)))

  const places = placesOf(logs)
  const blocks = await inTurn([...places.keys()], number => collectBlock(reader, number))
  const inputs = new Map(blocks.flatMap(block => block.transactions.map(({ hash, input }) => [hash, input] as const)))
  const sources = sourcesOf(logs, contracts, hash => inputs.get(hash) ?? '0x')
  const quorums = await collectQuorums(reader, contracts, quorumIds, sources, { fromBlock, toBlock })
  const nodes = new Set<Hex>()
  for (const block of blocks)
    for (const node of await proveReceipts(block.receiptsRoot, block.receipts, places.get(block.number) ?? []))
      nodes.add(node)
  const versions = concluded.map(({ args: { digest } }, i): BundleVersion => {
    const { names, prose, journal } = words[digest] ?? {}
    const signatures = collectSignatures(digest, terms, i, sources)
    const said = { ...(names ? { names } : {}), ...(prose ? { prose } : {}), ...(journal ? { journal } : {}) }
    return { digest, ...said, signatures }
  })
  const state = { contracts, root, account, digests, asset, toBlock, parties: partiesOf(terms) }
  for (const node of await collectState(reader, state)) nodes.add(node)
  const headers = new Map(blocks.map(({ number, header }) => [number, header]))
  const head = await reader.block(toBlock)
  headers.set(toBlock, encodeHeader(head))
  const headerAt = async (number: number) => headers.get(number) ?? encodeHeader(await reader.block(number))
  const k = quorums[0]?.k ?? 1
  const segments = await planSegments({
    numbers: [...headers.keys()].sort((a, b) => a - b),
    headerAt,
    needed: k + 1,
    checkpoints: numbers => checkpoints(numbers, anchor),
  })
  const chain = { chainId: await reader.chainId(), genesisHash, contracts }
  const versionsOf = concluded.map(({ args: { digest } }, i) => ({ digest, terms: terms[i] as never }))
  return schema.parse({
    format: 'concordat.proof/1',
    ...{ chain, root, quorums, segments, versions },
    ...(currency ? { currency } : {}),
    receipts: [...places].map(([block, indexes]) => ({ block, indexes })),
    facts: collectFacts(sources, versionsOf, root, contracts),
    nodes: [...nodes],
  })
}

/** An event with the call data of the transaction that emitted it. */
export type Source = { event: ProvenEvent; input: Hex }

function sourcesOf(logs: RpcLog[], contracts: Contracts, inputOf: (hash: Hex) => Hex): Source[] {
  const hashes = new Map(
    logs.map(log => [`${Number(log.blockNumber)} ${Number(log.transactionIndex)}`, log.transactionHash]),
  )
  return toEvents(logs, contracts).map(event => {
    const hash = hashes.get(`${event.place.block} ${event.place.index}`)
    return { event, input: hash ? inputOf(hash) : '0x' }
  })
}

/** Logs in the order of the chain, each once. */
function inOrder(logs: RpcLog[]): RpcLog[] {
  const unique = new Map(logs.map(log => [`${log.blockNumber} ${log.logIndex}`, log]))
  return [...unique.values()].sort(
    (a, b) => Number(a.blockNumber) - Number(b.blockNumber) || Number(a.logIndex) - Number(b.logIndex),
  )
}

function toEvents(logs: RpcLog[], contracts: Contracts): ProvenEvent[] {
  const placed = inOrder(logs).map(({ address, topics, data, blockNumber, transactionIndex }): PlacedLog => {
    const place = { block: Number(blockNumber), timestamp: 0, index: Number(transactionIndex) }
    return { address, topics, data, place }
  })
  return decodeEvents(placed, contracts)
}

/** The transactions of the logs, by block, in order. */
function placesOf(logs: RpcLog[]): Map<number, number[]> {
  const places = new Map<number, number[]>()
  for (const { blockNumber, transactionIndex } of inOrder(logs)) {
    const indexes = places.get(Number(blockNumber)) ?? []
    if (!indexes.includes(Number(transactionIndex))) indexes.push(Number(transactionIndex))
    places.set(Number(blockNumber), indexes)
  }
  return places
}

async function collectBlock(reader: Reader, number: number): Promise<CollectedBlock> {
  const block = await reader.block(number)
  const receipts = await reader.receipts(number, block.transactions)
  const { transactions, receiptsRoot } = block as typeof block & { receiptsRoot: Hex }
  return { number, header: encodeHeader(block), receipts: receipts.map(encodeReceipt), transactions, receiptsRoot }
}

function partiesOf(terms: { parties: readonly { account: Address }[] }[]): Address[] {
  return [...new Set(terms.flatMap(({ parties }) => parties.map(({ account }) => account)))]
}

const lowerAll = (contracts: Contracts) =>
  Object.fromEntries(
    Object.entries(contracts).map(([name, address]) => [name, address.toLowerCase()]),
  ) as unknown as Contracts
