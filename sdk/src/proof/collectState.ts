import type { Address, Hex } from 'viem'
import type { Contracts } from './events.ts'
import type { Reader } from './reader.ts'
import {
  amendmentSlot,
  balanceSlot,
  bucketSlot,
  collectedSlot,
  cut,
  noCode,
  standingSlots,
  versionSlot,
} from './slots.ts'

export type CollectStateParameters = {
  contracts: Contracts
  root: Hex
  account: Address
  digests: readonly Hex[]
  asset: bigint
  toBlock: number
  parties: readonly Address[]
}

/** The nodes that prove what the contracts keep of the agreement at a block, and which parties are contracts. */
export async function collectState(reader: Reader, parameters: CollectStateParameters): Promise<Set<Hex>> {
  const { contracts, root, account, digests, asset, toBlock, parties } = parameters
  const standing = standingSlots(root)
  const second = await reader.storage(contracts.Splits, standing[1], toBlock)
  const [, , openMonth = 0n, lastMonth = 0n] = cut(BigInt(second), 104, 104, 16, 16)
  const months = Array.from({ length: Number(lastMonth - openMonth) + 1 }, (_, i) => Number(openMonth) + i)
  const slots = [
    ...standing,
    amendmentSlot(root),
    ...digests.flatMap(digest => [versionSlot(digest), collectedSlot(digest)]),
    ...(openMonth === 0n ? [] : months.map(month => bucketSlot(root, month))),
  ]
  const proofs = await Promise.all([
    reader.proof(contracts.Splits, slots, toBlock),
    reader.proof(contracts.Ledger, [balanceSlot(account, asset)], toBlock),
  ])
  // Contracts sign by what they answer: that they are contracts is proven.
  const accounts = await Promise.all(parties.map(party => reader.proof(party, [], toBlock)))
  proofs.push(...accounts.filter(({ codeHash }) => codeHash !== noCode))
  const nodes = proofs.flatMap(({ accountProof, storageProof }) => [
    ...accountProof,
    ...storageProof.flatMap(({ proof }) => proof),
  ])
  return new Set(nodes)
}
