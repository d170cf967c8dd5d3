import { ledgerAbi, paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import type { PostingView } from '@concordat/sdk/payments/views.ts'
import { createPublicClient, type Hex, http } from 'viem'
import type { Context } from '../../context.ts'

/** What the chain says of a currency unit. Amounts are in its smallest unit. */
export type Totals = { outstanding: bigint; inFlight: bigint; receivables: bigint; reserve: bigint }

/** What the chain says is outstanding, in flight, owed and withheld, all as of one block. */
export async function readTotals({ rpcUrl, deployment }: Context, asset: bigint): Promise<Totals> {
  const { Ledger, Payments } = deployment.contracts
  const chain = createPublicClient({ transport: http(rpcUrl) })
  const blockNumber = await chain.getBlockNumber()
  const args = [asset] as const
  const [outstanding, { inFlight, receivables, reserve }] = await Promise.all([
    chain.readContract({ abi: ledgerAbi, address: Ledger, functionName: 'totalSupply', args, blockNumber }),
    chain.readContract({ abi: paymentsAbi, address: Payments, functionName: 'totalsOf', args, blockNumber }),
  ])
  return { outstanding, inFlight, receivables, reserve }
}

const signs: Record<PostingView['kind'], bigint> = {
  payment: 1n,
  refund: -1n,
  dispute: -1n,
  won: 1n,
  paid: -1n,
  reversed: 1n,
  released: 0n,
}

/** What the chain booked of a unit, by the hash of the processor's id, or by the instruction: what it says the account moved. */
export async function readBooked({ indexer }: Context, asset: bigint): Promise<Map<Hex, bigint>> {
  const booked = new Map<Hex, bigint>()
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await indexer.listPostings(asset, cursor)
    for (const { kind, reference, amount } of page.postings)
      if (signs[kind] !== 0n) booked.set(reference, (booked.get(reference) ?? 0n) + signs[kind] * BigInt(amount))
    cursor = page.next
  }
  return booked
}
