import { type Address, encodeAbiParameters, type Hex, hashTypedData, keccak256 } from 'viem'
import { domainOf, factTypes } from './typedData.ts'
import type { Fact, MonthClose, Receipt, Refund } from './types.ts'

/** What an attestor signs: the EIP-712 digest of a fact. */
export function factDigest(fact: Fact, chainId: number, facts: Address): Hex {
  return hashTypedData({
    domain: domainOf('Concordat Facts', chainId, facts),
    types: factTypes,
    primaryType: 'Fact',
    message: fact,
  })
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

/** The value of a refund's fact. */
export function refundHash(refund: Refund): Hex {
  return keccak256(encodeAbiParameters(refundParameters, [refund]))
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
