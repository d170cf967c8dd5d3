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

/** How many blocks are searched at once: first, at most, and before a refusal counts. */
const blocksPerRead = { first: 5_000, most: 1_000_000, least: 50 }
const atOnce = 8

type Topics = (Hex | Hex[] | null)[]
const topicsOf = (abi: readonly { type: string; name?: string }[], ...names: string[]): Hex[] =>
  names.map(name => toEventSelector(abi.find(item => item.type === 'event' && item.name === name) as never))

/**
 * Reads a chain by JSON-RPC, a few calls at once.
 * @param onSearched Hears how many blocks were searched for one kind of event.
 */
export function createReader(client: RpcClient, onSearched: (blocks: number) => void = () => {}) {
  const ask = <T>(method: string, params: unknown[]) =>
    client.request({ method, params } as never) as unknown as Promise<T>

  /** Takes more blocks at once while the endpoint answers, and fewer where it says that it is too much. */
  async function logsOf(address: Address, topics: Topics, from: number, to: number): Promise<RpcLog[]> {
    const logs: RpcLog[] = []
    let { first: size, most } = blocksPerRead
    for (let start = from; start <= to; ) {
      const end = Math.min(to, start + size - 1)
      const range = { fromBlock: numberToHex(start), toBlock: numberToHex(end) }
      try {
        logs.push(...(await ask<RpcLog[]>('eth_getLogs', [{ address, topics, ...range }])))
      } catch (error) {
        if (size <= blocksPerRead.least) throw error
        most = Math.max(blocksPerRead.least, Math.floor(size / 4))
        size = most
        continue
      }
      onSearched(end - start + 1)
      start = end + 1
      size = Math.min(most, size * 4)
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
    /**
     * Everything about an agreement and its money, in any order.
     * @param from Units can come to an agreement's account before there is an agreement.
     * @param since The block in which it was first heard of.
     */
    events: async (
      contracts: Contracts,
      { root, digests, account, asset }: Pick<Concerns, 'root' | 'digests' | 'account' | 'asset'>,
      { from, since, to }: { from: number; since: number; to: number },
    ) => {
      const { Splits, Payments, Ledger } = contracts
      const transfer = topicsOf(ledgerAbi, 'Transfer')
      const [holder, id] = [pad(account), pad(numberToHex(asset))]
      const proposed = topicsOf(splitsAbi, 'AgreementProposed')
      const paid = topicsOf(paymentsAbi, 'PaymentIssued', 'PaymentRefunded', 'PaymentDisputed', 'DisputeWon')
      const found = await Promise.all([
        logsOf(Splits, [null, [...new Set([root, ...digests])]], since, to),
        logsOf(Splits, [proposed, [...digests]], since, to),
        logsOf(Payments, [paid, null, null, root], since, to),
        logsOf(Ledger, [transfer, holder, null, id], since, to),
        logsOf(Ledger, [transfer, null, holder, id], from, to),
      ])
      return found.flat()
    },
  }
}
export type Reader = ReturnType<typeof createReader>

/** Does the work for each item, a few at once, and keeps the order. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  onDone: (done: number) => void = () => {},
) {
  const results: Result[] = []
  for (let at = 0; at < items.length; at += atOnce) {
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))))
    onDone(results.length)
  }
  return results
}
