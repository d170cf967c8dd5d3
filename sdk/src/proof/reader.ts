import { type Address, type Hex, numberToHex, pad, parseEventLogs, toEventSelector } from 'viem'
import { factsAbi, ledgerAbi, paymentsAbi, splitsAbi } from '../generated/abi.ts'
import type { Concerns, Contracts } from './events.ts'
import type { RpcBlock } from './headers.ts'
import type { RpcReceipt } from './receipts.ts'

/** What a bundle is made from: anything that answers JSON-RPC. */
export type RpcClient = { request: (call: { method: never; params: never }) => Promise<unknown> }

export type RpcLog = {
  address: Address
  topics: Hex[]
  data: Hex
  blockNumber: Hex
  transactionHash: Hex
  transactionIndex: Hex
  logIndex: Hex
}
export type RpcProof = { codeHash: Hex; accountProof: Hex[]; storageProof: { proof: Hex[] }[] }

const blocksPerRead = 5_000
const atOnce = 8

type Topics = (Hex | Hex[] | null)[]
const topicsOf = (abi: readonly { type: string; name?: string }[], ...names: string[]): Hex[] =>
  names.map(name => toEventSelector(abi.find(item => item.type === 'event' && item.name === name) as never))

/** Reads a chain by JSON-RPC, a few calls at once. */
export function createReader(client: RpcClient) {
  const ask = <T>(method: string, params: unknown[]) =>
    client.request({ method, params } as never) as unknown as Promise<T>

  async function logsOf(address: Address, topics: Topics, from: number, to: number): Promise<RpcLog[]> {
    const logs: RpcLog[] = []
    for (let start = from; start <= to; start += blocksPerRead) {
      const range = { fromBlock: numberToHex(start), toBlock: numberToHex(Math.min(to, start + blocksPerRead - 1)) }
      logs.push(...(await ask<RpcLog[]>('eth_getLogs', [{ address, topics, ...range }])))
    }
    return logs
  }

  return {
    chainId: async () => Number(await ask<Hex>('eth_chainId', [])),
    head: async () => Number(await ask<Hex>('eth_blockNumber', [])),
    block: async (number: number) => {
      const block = await ask<RpcBlock & { transactions: { hash: Hex; input: Hex }[] }>('eth_getBlockByNumber', [
        numberToHex(number),
        true,
      ])
      return block
    },
    receipts: async (number: number, transactions: { hash: Hex }[]): Promise<RpcReceipt[]> => {
      const all = await ask<RpcReceipt[] | null>('eth_getBlockReceipts', [numberToHex(number)]).catch(() => null)
      if (all) return all
      return Promise.all(transactions.map(({ hash }) => ask<RpcReceipt>('eth_getTransactionReceipt', [hash])))
    },
    proof: (address: Address, slots: Hex[], number: number) =>
      ask<RpcProof>('eth_getProof', [address, slots, numberToHex(number)]),
    storage: (address: Address, slot: Hex, number: number) =>
      ask<Hex>('eth_getStorageAt', [address, slot, numberToHex(number)]),
    /** What made the versions of an agreement. */
    versions: ({ Splits }: Contracts, root: Hex, from: number, to: number) =>
      logsOf(Splits, [topicsOf(splitsAbi, 'AgreementConcluded'), null, root], from, to),
    /** The definitions of quorums as they were created. */
    quorums: async ({ Facts }: Contracts, ids: readonly Hex[], from: number, to: number) => {
      const logs = await logsOf(Facts, [topicsOf(factsAbi, 'QuorumCreated'), [...ids]], from, to)
      return parseEventLogs({ abi: factsAbi, logs: logs as never, eventName: 'QuorumCreated' }).map(({ args }) => args)
    },
    rotations: ({ Facts }: Contracts, quorums: Hex[], from: number, to: number) =>
      logsOf(Facts, [topicsOf(factsAbi, 'RotationAnnounced', 'QuorumRotated'), quorums], from, to),
    /** Everything about an agreement and its money, in any order. */
    events: async (contracts: Contracts, { root, digests, account, asset }: Concerns, from: number, to: number) => {
      const { Splits, Payments, Ledger } = contracts
      const transfer = topicsOf(ledgerAbi, 'Transfer')
      const [holder, id] = [pad(account), pad(numberToHex(asset))]
      const proposed = topicsOf(splitsAbi, 'AgreementProposed')
      const found = await Promise.all([
        logsOf(Splits, [null, [...new Set([root, ...digests])]], from, to),
        logsOf(Splits, [proposed, [...digests]], from, to),
        logsOf(Payments, [topicsOf(paymentsAbi, 'PaymentIssued', 'PaymentRefunded'), null, null, root], from, to),
        logsOf(Ledger, [transfer, holder, null, id], from, to),
        logsOf(Ledger, [transfer, null, holder, id], from, to),
      ])
      return found.flat()
    },
  }
}
export type Reader = ReturnType<typeof createReader>

/** Does the work for each item, a few at once, and keeps the order. */
export async function inTurn<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>) {
  const results: Result[] = []
  for (let at = 0; at < items.length; at += atOnce)
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))))
  return results
}
