import {
  type Address,
  concat,
  encodeAbiParameters,
  fromRlp,
  type Hex,
  hexToBigInt,
  keccak256,
  numberToHex,
  pad,
} from 'viem'
import type { Pool } from './trie.ts'
import { secureKey } from './trie.ts'

// Where the contracts keep what proofs read. The order of their variables is fixed once they are deployed.
const standings = 0n
const amendments = 1n
const versions = 2n
const metered = 3n
const continued = 4n
const buckets = 5n
const registers = 6n
const collected = 7n
const quorums = 0n
const attestors = 1n

const within = (key: Hex, slot: bigint | Hex): Hex =>
  keccak256(
    encodeAbiParameters(
      [{ type: 'bytes32' }, { type: 'bytes32' }],
      [key, typeof slot === 'bigint' ? pad(numberToHex(slot)) : slot],
    ),
  )
const after = (slot: Hex, offset: bigint): Hex => pad(numberToHex(hexToBigInt(slot) + offset))
const word = (value: number | bigint): Hex => pad(numberToHex(value))

/** The slots of an agreement: its standing. */
export const standingSlots = (root: Hex) => {
  const first = within(root, standings)
  return [first, after(first, 1n), after(first, 2n)] as const
}
/** The slot of the digest of the amendment in force. */
export const amendmentSlot = (root: Hex) => within(root, amendments)
/** The slots of what a version's cumulative clauses had and settled, and of its locks. */
export const versionSlots = (digest: Hex) => {
  const first = within(digest, versions)
  return [first, after(first, 1n)] as const
}
/** The slots of a monthly clause: what is unpaid and taken, and its quantity. */
export const meteredSlots = (digest: Hex, clause: number) => {
  const first = within(word(clause), within(digest, metered))
  return [first, after(first, 1n)] as const
}
/** The slot of what the clauses that a cumulative clause continues had taken. */
export const continuedSlot = (digest: Hex, clause: number) => within(word(clause), within(digest, continued))
/** The slot of what is booked in a month that is not closed. */
export const bucketSlot = (root: Hex, month: number) => within(word(month), within(root, buckets))
/** The slots of how far a register's money is paid. */
export const registerSlots = (key: Hex, id: bigint) => {
  const first = within(word(id), within(key, registers))
  return [first, after(first, 1n)] as const
}
/** The slot of the signatures collected for terms. */
export const collectedSlot = (digest: Hex) => within(digest, collected)
/** The slot of how many members a quorum has. */
export const quorumSlot = (quorum: Hex) => within(quorum, quorums)
/** The slot of a member of a quorum. */
export const attestorSlot = (quorum: Hex, member: number) => after(within(quorum, attestors), BigInt(member))
/** The slot of an account's balance in the Ledger, as solady's ERC-6909 has it. */
export const balanceSlot = (account: Address, id: bigint) =>
  keccak256(concat([pad(numberToHex(id)), account, '0x00000000edcaa89a82293940']))

/** Cuts a word into numbers, lowest bits first. */
export function cut(word: bigint, ...bits: number[]): bigint[] {
  let rest = word
  return bits.map(width => {
    const part = rest & ((1n << BigInt(width)) - 1n)
    rest >>= BigInt(width)
    return part
  })
}

/** A number of that many bits read as one with a sign. */
export const signed = (value: bigint, bits: number): bigint => BigInt.asIntN(bits, value)

/** Reads a contract's storage as of a block. */
export async function openStorage(pool: Pool, stateRoot: Hex, contract: Address) {
  const { storageRoot } = await readAccount(pool, stateRoot, contract)
  return async (slot: Hex): Promise<bigint> => {
    const value = await pool.get(storageRoot, secureKey(slot))
    const number = value === null ? '0x' : (fromRlp(value, 'hex') as Hex)
    return number === '0x' ? 0n : hexToBigInt(number)
  }
}

const emptyRoot = keccak256('0x80')
/** The code hash of an account that has no code. */
export const noCode = keccak256('0x')

/** What the chain keeps of an account as of a block. */
export async function readAccount(pool: Pool, stateRoot: Hex, account: Address) {
  const value = await pool.get(stateRoot, secureKey(account))
  const fields = value === null ? [] : (fromRlp(value, 'hex') as Hex[])
  return { storageRoot: fields[2] ?? emptyRoot, isContract: (fields[3] ?? noCode) !== noCode }
}
