import type { Address } from 'viem'
import { factDigest } from '../facts.ts'
import type { Bundle } from './bundle.ts'
import { checkpointFact } from './checkpoint.ts'
import type { PlacedLog } from './events.ts'
import { decodeHeader, type Header } from './headers.ts'
import type { ProvenQuorum } from './quorums.ts'
import { requireConfirmed } from './quorums.ts'
import { decodeReceipt } from './receipts.ts'
import { demand, type Report } from './report.ts'
import { type Pool, receiptKey } from './trie.ts'

export type ProvenChain = {
  headers: Map<number, Header>
  /** The newest block that was signed. */
  head: Header
  /** Who signed the newest block. */
  signers: Address[]
}

/** Checks that the present members signed the last block of each segment, and that each block names the one before it. */
export async function examineChain(bundle: Bundle, quorum: ProvenQuorum, report: Report): Promise<ProvenChain> {
  const { segments, chain } = bundle
  const headers = new Map<number, Header>()
  const members = quorum.sets.at(-1) ?? []
  let newest: Pick<ProvenChain, 'head' | 'signers'> | undefined
  for (const { headers: encoded, signatures } of segments) {
    const blocks = await report.need('headers', '', () => {
      const decoded = encoded.map(decodeHeader)
      for (const [i, block] of decoded.entries()) {
        const before = decoded[i - 1] ?? newest?.head
        demand(!before || block.number > before.number, 'BlockOutOfPlace', { number: block.number })
        if (i > 0) demand(block.parentHash === before?.hash, 'HashDiffers', { number: block.number })
      }
      return { decoded, from: decoded[0]?.number ?? 0, to: decoded.at(-1)?.number ?? 0 }
    })
    for (const block of blocks.decoded) headers.set(block.number, block)
    const head = blocks.decoded.at(-1) as Header
    const { number, hash, timestamp } = head
    const { signers } = await report.need('checkpoint', number, () => {
      const fact = checkpointFact({
        quorum: quorum.id,
        genesisHash: chain.genesisHash,
        number: BigInt(number),
        hash,
        timestamp,
      })
      const digest = factDigest(fact, chain.chainId, chain.contracts.Facts)
      const signers = requireConfirmed(members, quorum.k, digest, signatures)
      return { number, hash, timestamp, signers, signed: signers.length, members: members.length, needed: quorum.k + 1 }
    })
    newest = { head, signers }
  }
  demand(newest !== undefined, 'NothingProven')
  return { headers, ...newest }
}

/** Checks that the receipts are those of their blocks; answers what they logged, in the order of the chain. */
export async function examineReceipts({ receipts }: Bundle, { headers }: ProvenChain, pool: Pool, report: Report) {
  const { logs } = await report.need('receipts', '', async () => {
    const logs: PlacedLog[] = []
    let count = 0
    let last = -1
    for (const { block, indexes } of receipts) {
      const header = headers.get(block)
      demand(header !== undefined, 'HeaderMissing', { number: block })
      demand(block > last, 'BlockOutOfPlace', { number: block })
      last = block
      for (const [i, index] of indexes.entries()) {
        demand(i === 0 || index > (indexes[i - 1] ?? 0), 'BlockOutOfPlace', { number: block })
        const value = await pool.get(header.receiptsRoot, receiptKey(index))
        demand(value !== null, 'ReceiptMissing', { number: block, index })
        const place = { block, timestamp: header.timestamp, index }
        logs.push(...decodeReceipt(value).map(log => ({ ...log, place })))
        count++
      }
    }
    return { logs, receipts: count, blocks: receipts.length, events: logs.length }
  })
  return logs
}
