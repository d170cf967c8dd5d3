import {
  type Address,
  concat,
  encodeAbiParameters,
  getTypesForEIP712Domain,
  type Hex,
  hashDomain,
  keccak256,
  stringToBytes,
  type TypedData,
} from 'viem'
import { domainOf, factTypes } from './typedData.ts'
import type { Fact, MonthClose, Receipt, Refund } from './types.ts'

const factType = `Fact(${factTypes.Fact.map(({ type, name }) => `${type} ${name}`).join()})`
const factTypeHash = keccak256(stringToBytes(factType))
const factParameters = [{ type: 'bytes32' }, ...factTypes.Fact] as const
const separators = new Map<string, Hex>()

/** What is the same for all facts of a chain is hashed once: attestors hash and verify a great many. */
function domainSeparator(chainId: number, facts: Address): Hex {
  const name = `${chainId} ${facts}`
  const known = separators.get(name)
  if (known) return known
  const domain = domainOf('Concordat Facts', chainId, facts)
  const types: TypedData = { EIP712Domain: getTypesForEIP712Domain({ domain }) }
  const separator = hashDomain({ domain, types })
  separators.set(name, separator)
  return separator
}

/** What an attestor signs: the EIP-712 digest of a fact. */
export function factDigest(fact: Fact, chainId: number, facts: Address): Hex {
  const { quorum, audience, topic, subject, round, value, observedAt, validUntil } = fact
  const fields = [quorum, audience, topic, subject, round, value, observedAt, validUntil] as const
  const struct = keccak256(encodeAbiParameters(factParameters, [factTypeHash, ...fields]))
  return keccak256(concat(['0x1901', domainSeparator(chainId, facts), struct]))
}

const receiptParameters = [
  {
    type: 'tuple',
    components: [
      { name: 'quorum', type: 'bytes32' },
      { name: 'currency', type: 'bytes32' },
      { name: 'processor', type: 'bytes32' },
      { name: 'transaction', type: 'bytes32' },
      { name: 'payer', type: 'address' },
      { name: 'amount', type: 'uint128' },
      { name: 'bookedAt', type: 'uint40' },
      { name: 'payee', type: 'address' },
      { name: 'key', type: 'bytes32' },
      { name: 'gasLimit', type: 'uint32' },
    ],
  },
] as const

const refundParameters = [
  {
    type: 'tuple',
    components: [
      { name: 'paymentKey', type: 'bytes32' },
      { name: 'refundId', type: 'bytes32' },
      { name: 'amount', type: 'uint128' },
      { name: 'bookedAt', type: 'uint40' },
    ],
  },
] as const

/** The value of a payment's fact. */
export function receiptHash(receipt: Receipt): Hex {
  return keccak256(encodeAbiParameters(receiptParameters, [receipt]))
}

/** The value of a refund's fact, and of a dispute's that took a payment back. */
export function refundHash(refund: Refund): Hex {
  return keccak256(encodeAbiParameters(refundParameters, [refund]))
}

/**
 * The value of the fact that a dispute was won, its round 1.
 * @param bookedAt The booking date of the money that came back, Unix seconds.
 */
export function disputeWonHash(disputed: Refund, bookedAt: number): Hex {
  return keccak256(encodeAbiParameters([...refundParameters, { type: 'uint40' }], [disputed, bookedAt]))
}

/** What became of an instruction, as the contract numbers it. */
export const instructionStates = { issued: 1, accepted: 2, paid: 3, failed: 4, reversed: 5 } as const

/**
 * The value of a payout's fact.
 * @param evidence The processor's id of the transfer or its reason why it failed, hashed: `externalId`.
 */
export function reportHash(state: keyof typeof instructionStates, evidence: Hex): Hex {
  return keccak256(encodeAbiParameters([{ type: 'uint8' }, { type: 'bytes32' }], [instructionStates[state], evidence]))
}

const monthCloseParameters = [
  {
    type: 'tuple',
    components: [
      { name: 'month', type: 'uint16' },
      { name: 'quantities', type: 'uint128[]' },
      { name: 'entries', type: 'uint32' },
      { name: 'sum', type: 'int128' },
      { name: 'rows', type: 'bytes32' },
    ],
  },
] as const

/** The value of a month's fact. */
export function monthCloseHash(close: MonthClose): Hex {
  return keccak256(encodeAbiParameters(monthCloseParameters, [close]))
}
