import type { Address, Hex } from 'viem'
import type { Agreement } from '../splits/terms/types.ts'
import type { Contracts } from './events.ts'
import type { Reader } from './reader.ts'
import { allRegisters } from './registers.ts'
import {
  amendmentSlot,
  attestorSlot,
  balanceSlot,
  bucketSlot,
  collectedSlot,
  continuedSlot,
  cut,
  meteredSlots,
  noCode,
  quorumSlot,
  registerSlots,
  standingSlots,
  versionSlots,
} from './slots.ts'

export type CollectStateParameters = {
  contracts: Contracts
  root: Hex
  account: Address
  versions: readonly { digest: Hex; terms: Agreement }[]
  toBlock: number
  /** The quorums with how many members they have. */
  quorums: readonly { id: Hex; members: number }[]
}

/** The most slots that are asked for at once. */
const perProof = 200

/** The nodes that prove what the contracts keep of the agreement at a block, and which parties are contracts. */
export async function collectState(reader: Reader, parameters: CollectStateParameters): Promise<Set<Hex>> {
  const { contracts, root, account, versions, toBlock, quorums } = parameters
  const terms = versions.map(version => version.terms)
  const asset = terms[0]?.money.asset ?? 0n
  const registers = allRegisters(terms, root, contracts)
  const standing = standingSlots(root)
  const second = await reader.storage(contracts.Splits, standing[1], toBlock)
  const [, , openMonth = 0n, lastMonth = 0n] = cut(BigInt(second), 104, 104, 16, 16)
  const months = Array.from({ length: Number(lastMonth - openMonth) + 1 }, (_, i) => Number(openMonth) + i)
  const kept = [
    ...standing,
    amendmentSlot(root),
    ...versions.flatMap(version => slotsOfVersion(version)),
    ...registers.flatMap(({ key }) => registerSlots(key, asset)),
    ...(openMonth === 0n ? [] : months.map(month => bucketSlot(root, month))),
  ]
  const balances = [account, ...registers.map(one => one.account)].map(holder => balanceSlot(holder, asset))
  const members = quorums.flatMap(({ id, members }) => [
    quorumSlot(id),
    ...Array.from({ length: members }, (_, i) => attestorSlot(id, i)),
  ])
  const parts = [
    ...inParts(kept).map(slots => [contracts.Splits, slots] as const),
    ...inParts(balances).map(slots => [contracts.Ledger, slots] as const),
    ...inParts(members).map(slots => [contracts.Facts, slots] as const),
  ]
  const proofs = await Promise.all(parts.map(([contract, slots]) => reader.proof(contract, slots, toBlock)))
  // Contracts sign by what they answer: that they are contracts is proven.
  const parties = [...new Set(terms.flatMap(({ parties }) => parties.map(party => party.account)))]
  const accounts = await Promise.all(parties.map(party => reader.proof(party, [], toBlock)))
  proofs.push(...accounts.filter(({ codeHash }) => codeHash !== noCode))
  const nodes = proofs.flatMap(({ accountProof, storageProof }) => [
    ...accountProof,
    ...storageProof.flatMap(({ proof }) => proof),
  ])
  return new Set(nodes)
}

const slotsOfVersion = ({ digest, terms }: { digest: Hex; terms: Agreement }): Hex[] => [
  ...versionSlots(digest),
  collectedSlot(digest),
  ...terms.rules.monthly.flatMap((_, i) => meteredSlots(digest, i)),
  ...terms.rules.clauses.flatMap(({ continues }, i) => (continues > 0 ? [continuedSlot(digest, i)] : [])),
]

function inParts(slots: readonly Hex[]): Hex[][] {
  const parts: Hex[][] = []
  for (let at = 0; at < slots.length; at += perProof) parts.push(slots.slice(at, at + perProof))
  return parts
}
