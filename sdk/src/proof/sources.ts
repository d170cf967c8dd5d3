import type { Hex } from 'viem'
import { type Contracts, decodeEvents, type PlacedLog, type ProvenEvent } from './events.ts'
import { encodeHeader } from './headers.ts'
import type { Reader, RpcLog } from './reader.ts'
import { encodeReceipt } from './receipts.ts'

/** A block as it is collected. */
export type CollectedBlock = {
  number: number
  header: Hex
  receipts: Hex[]
  transactions: { hash: Hex; input: Hex }[]
  receiptsRoot: Hex
}

/** An event with the call data of the transaction that emitted it. */
export type Source = { event: ProvenEvent; input: Hex }

export function sourcesOf(logs: RpcLog[], contracts: Contracts, inputOf: (hash: Hex) => Hex): Source[] {
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

export function toEvents(logs: RpcLog[], contracts: Contracts): ProvenEvent[] {
  const placed = inOrder(logs).map(({ address, topics, data, blockNumber, transactionIndex }): PlacedLog => {
    const place = { block: Number(blockNumber), timestamp: 0, index: Number(transactionIndex) }
    return { address, topics, data, place }
  })
  return decodeEvents(placed, contracts)
}

/** The transactions of the logs, by block, in order. */
export function placesOf(logs: RpcLog[]): Map<number, number[]> {
  const places = new Map<number, number[]>()
  for (const { blockNumber, transactionIndex } of inOrder(logs)) {
    const indexes = places.get(Number(blockNumber)) ?? []
    if (!indexes.includes(Number(transactionIndex))) indexes.push(Number(transactionIndex))
    places.set(Number(blockNumber), indexes)
  }
  return places
}

export async function collectBlock(reader: Reader, number: number): Promise<CollectedBlock> {
  const block = await reader.block(number)
  const receipts = await reader.receipts(number, block.transactions)
  const { transactions, receiptsRoot } = block as typeof block & { receiptsRoot: Hex }
  return { number, header: encodeHeader(block), receipts: receipts.map(encodeReceipt), transactions, receiptsRoot }
}
