import {
  type Address,
  concat,
  encodeAbiParameters,
  getAddress,
  getContractAddress,
  type Hex,
  isAddress,
  keccak256,
  pad,
  slice,
  stringToHex,
  toHex,
} from 'viem'
import { ConcordatError } from './errors/concordatError.ts'
import { inletCodeHash } from './generated/inlet.ts'

/** Bit of a Ledger id that marks a series whose issuer decides about transfers. */
export const RESTRICTED_BIT = 1n << 255n

/** The zero 32-byte word. */
export const ZERO_HASH: Hex = `0x${'0'.repeat(64)}`

/** The topics of the facts the contracts use: the hash of the name. */
export const topics = {
  payment: keccak256(stringToHex('concordat.payment')),
  refund: keccak256(stringToHex('concordat.refund')),
  dispute: keccak256(stringToHex('concordat.dispute')),
  payout: keccak256(stringToHex('concordat.payout')),
  month: keccak256(stringToHex('concordat.month')),
  milestone: keccak256(stringToHex('concordat.milestone')),
  freeze: keccak256(stringToHex('concordat.freeze')),
} as const

/** The value of a milestone fact that says "reached", and of a freeze fact that says "frozen". */
export const VALUE_TRUE: Hex = pad('0x01')

/** The name of a topic, or `other`. */
export function topicNameOf(topic: Hex): keyof typeof topics | 'other' {
  const names = Object.keys(topics) as (keyof typeof topics)[]
  return names.find(name => topics[name] === topic.toLowerCase()) ?? 'other'
}

/**
 * The Ledger id of a unit.
 * @param series The series, 0 for an ERC-20 the Ledger holds, below 2^96.
 * @param issuer The token's or issuing contract's address.
 */
export function ledgerId(series: bigint, issuer: Address): bigint {
  if (series < 0n || series >= 1n << 96n) throw new ConcordatError('SeriesOutOfRange', { given: series })
  return (series << 160n) | BigInt(issuer)
}

/** The series and the issuer of a Ledger id. */
export function splitLedgerId(id: bigint): { series: bigint; issuer: Address; restricted: boolean } {
  return {
    series: id >> 160n,
    issuer: getAddress(pad(toHex(id & ((1n << 160n) - 1n)), { size: 20 })),
    restricted: (id & RESTRICTED_BIT) !== 0n,
  }
}

/**
 * The series of a currency unit: a unit names whose word it is. The restricted bit is cleared.
 * @param currency The ISO 4217 code, for example "XTS".
 * @param processor The hash that names the processor account.
 */
export function seriesOf(quorum: Hex, currency: string, processor: Hex): bigint {
  const hash = keccak256(
    encodeAbiParameters(
      [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'bytes32' }],
      [quorum, currencyCode(currency), processor],
    ),
  )
  return BigInt(hash) & ((1n << 95n) - 1n)
}

/** Whether a text has the form of the codes that the contracts keep. */
export const isCurrencyCode = (text: string) => /^[A-Z0-9]{3,8}$/.test(text)

/** An ISO 4217 code as the contracts keep it: ASCII, left-aligned in 32 bytes. */
export function currencyCode(currency: string): Hex {
  if (!isCurrencyCode(currency)) throw new ConcordatError('CurrencyNotACode', { given: currency })
  return stringToHex(currency, { size: 32 })
}

/**
 * The address of a contract's sub-account in the Ledger.
 * @param ledger The Ledger, which would deploy the inlet.
 * @param owner The contract that owns the account.
 * @param key The account's key, for an agreement its root.
 * @param inletInitCodeHash `keccak256` of the inlet's creation code; that of the contracts by default.
 */
export function accountOf(ledger: Address, owner: Address, key: Hex, inletInitCodeHash: Hex = inletCodeHash): Address {
  const salt = keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'bytes32' }], [owner, key]))
  return getContractAddress({ opcode: 'CREATE2', from: ledger, salt, bytecodeHash: inletInitCodeHash })
}

/**
 * The id of a quorum.
 * @param attestors The first members, in order.
 * @param k Strictly more than k of them must sign.
 * @param notice How long a change of members is announced, in seconds.
 */
export function quorumId(attestors: readonly Address[], k: number, notice: number): Hex {
  return keccak256(
    encodeAbiParameters([{ type: 'address[]' }, { type: 'uint8' }, { type: 'uint32' }], [attestors, k, notice]),
  )
}

/** The key of a payment: the subject of its fact, used once. */
export function paymentKey(processor: Hex, transaction: Hex): Hex {
  return keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes32' }], [processor, transaction]))
}

/** The subject of a refund's or a dispute's fact. */
export function refundSubject(payment: Hex, refundId: Hex): Hex {
  return keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes32' }], [payment, refundId]))
}

/** The 32-byte form of an outside system's id: the hash of its text. */
export function externalId(id: string): Hex {
  return keccak256(stringToHex(id))
}

/** The key under which Payments keeps what a payee's account still has to give back. */
export function receivableKey(payee: Address, key: Hex, id: bigint): Hex {
  return keccak256(
    encodeAbiParameters([{ type: 'address' }, { type: 'bytes32' }, { type: 'uint256' }], [payee, key, id]),
  )
}

/**
 * The subject of a milestone's fact.
 * @param business The business's id.
 * @param name The milestone's name, for example "accepted".
 */
export function milestoneSubject(business: Hex, name: string): Hex {
  return keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes32' }], [business, externalId(name)]))
}

/**
 * The subject of a month's fact.
 * @param root The agreement's root.
 * @param month Months since January 1970.
 */
export function monthSubject(root: Hex, month: number): Hex {
  return keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint16' }], [root, month]))
}

/** The hash a meter is named by in the terms. */
export function meterId(name: string): Hex {
  return keccak256(stringToHex(name))
}

/**
 * The id of a business.
 * @param publicKey The SubjectPublicKeyInfo (DER) of the P-256 key that signs its rows.
 */
export function businessId(publicKey: Uint8Array): Hex {
  return keccak256(publicKey)
}

/** The account of somebody who pays: the address if it is one, else one derived from the text, which nobody can use. */
export function payerAccount(payer: string): Address {
  if (isAddress(payer, { strict: false })) return getAddress(payer)
  return getAddress(slice(keccak256(stringToHex(`payer:${payer}`)), 12))
}

/** The key of a register's own account. */
export function registerKey(root: Hex, register: { root: Hex; count: number; total: bigint }): Hex {
  return keccak256(
    encodeAbiParameters(
      [
        { type: 'bytes32' },
        {
          type: 'tuple',
          components: [
            { name: 'root', type: 'bytes32' },
            { name: 'count', type: 'uint32' },
            { name: 'total', type: 'uint64' },
          ],
        },
      ],
      [root, register],
    ),
  )
}

/** The leaf of a register: one receiver, its share and the sum of the shares before it. */
export function registerLeaf(index: bigint, account: Address, share: bigint, sumBefore: bigint): Hex {
  const inner = keccak256(
    encodeAbiParameters(
      [{ type: 'uint256' }, { type: 'address' }, { type: 'uint64' }, { type: 'uint64' }],
      [index, account, share, sumBefore],
    ),
  )
  return keccak256(concat([inner]))
}
