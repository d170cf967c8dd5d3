import type { Address, TypedDataDomain } from 'viem'

/** EIP-712 struct of a fact, as the Facts contract hashes it. */
export const factTypes = {
  Fact: [
    { name: 'quorum', type: 'bytes32' },
    { name: 'audience', type: 'address' },
    { name: 'topic', type: 'bytes32' },
    { name: 'subject', type: 'bytes32' },
    { name: 'round', type: 'uint64' },
    { name: 'value', type: 'bytes32' },
    { name: 'observedAt', type: 'uint40' },
    { name: 'validUntil', type: 'uint40' },
  ],
} as const

/** EIP-712 struct that revokes a fact; same domain as the fact. */
export const revocationTypes = { Revocation: [{ name: 'digest', type: 'bytes32' }] } as const

/** EIP-712 struct of a batch of facts, `root` being its Merkle root; same domain as the fact. */
export const rootTypes = {
  Root: [
    { name: 'quorum', type: 'bytes32' },
    { name: 'root', type: 'bytes32' },
    { name: 'sequence', type: 'uint64' },
  ],
} as const

/** EIP-712 struct that replaces a quorum's members; `round` rises with each announcement; same domain as the fact. */
export const rotationTypes = {
  Rotation: [
    { name: 'quorum', type: 'bytes32' },
    { name: 'round', type: 'uint64' },
    { name: 'next', type: 'address[]' },
  ],
} as const

/** EIP-712 structs of an agreement, as the Splits contract hashes it and the wallet shows it. */
export const agreementTypes = {
  Agreement: [
    { name: 'money', type: 'Money' },
    { name: 'parties', type: 'Party[]' },
    { name: 'rules', type: 'Rules' },
    { name: 'prose', type: 'bytes32' },
    { name: 'root', type: 'bytes32' },
    { name: 'previous', type: 'bytes32' },
  ],
  Money: [{ name: 'asset', type: 'uint256' }],
  Party: [
    { name: 'account', type: 'address' },
    { name: 'role', type: 'string' },
  ],
  Rules: [
    { name: 'quorum', type: 'bytes32' },
    { name: 'arbiters', type: 'bytes32' },
    { name: 'business', type: 'bytes32' },
    { name: 'signBy', type: 'uint40' },
    { name: 'endsAt', type: 'uint40' },
    { name: 'maxFreeze', type: 'uint32' },
    { name: 'ordered', type: 'bool' },
    { name: 'period', type: 'Period' },
    { name: 'monthly', type: 'Monthly[]' },
    { name: 'clauses', type: 'Clause[]' },
    { name: 'registers', type: 'Register[]' },
  ],
  Period: [
    { name: 'firstMonth', type: 'uint16' },
    { name: 'utcOffsetMinutes', type: 'int16' },
    { name: 'closeAfter', type: 'uint32' },
  ],
  Monthly: [
    { name: 'amount', type: 'uint128' },
    { name: 'price', type: 'uint128' },
    { name: 'perQuantity', type: 'uint64' },
    { name: 'meter', type: 'bytes32' },
    { name: 'defaultQuantity', type: 'uint128' },
    { name: 'rateBps', type: 'uint16' },
    { name: 'carried', type: 'bool' },
    { name: 'total', type: 'uint32' },
    { name: 'shares', type: 'Share[]' },
    { name: 'continues', type: 'uint8' },
  ],
  Clause: [
    { name: 'rateBps', type: 'uint16' },
    { name: 'limit', type: 'uint128' },
    { name: 'total', type: 'uint32' },
    { name: 'shares', type: 'Share[]' },
    { name: 'lock', type: 'Lock' },
    { name: 'continues', type: 'uint8' },
  ],
  Lock: [
    { name: 'topic', type: 'bytes32' },
    { name: 'subject', type: 'bytes32' },
    { name: 'by', type: 'uint40' },
    { name: 'otherwise', type: 'Share[]' },
  ],
  Share: [
    { name: 'party', type: 'uint16' },
    { name: 'weight', type: 'uint32' },
  ],
  Register: [
    { name: 'root', type: 'bytes32' },
    { name: 'count', type: 'uint32' },
    { name: 'total', type: 'uint64' },
  ],
} as const

/** EIP-712 struct a party signs to refuse a proposed agreement; same domain as the agreement. */
export const declineTypes = {
  Decline: [
    { name: 'agreement', type: 'bytes32' },
    { name: 'reason', type: 'string' },
  ],
} as const

/** EIP-712 struct all parties sign to end an agreement now. */
export const terminationTypes = { Termination: [{ name: 'agreement', type: 'bytes32' }] } as const

/** EIP-712 struct all parties sign to move an agreement's unsettled money to a successor contract. */
export const supersessionTypes = {
  Supersession: [
    { name: 'agreement', type: 'bytes32' },
    { name: 'successor', type: 'address' },
  ],
} as const

/** EIP-712 struct of a payment that anyone may submit for its payer. */
export const paymentTypes = {
  Payment: [
    { name: 'payer', type: 'address' },
    { name: 'payee', type: 'address' },
    { name: 'key', type: 'bytes32' },
    { name: 'id', type: 'uint256' },
    { name: 'amount', type: 'uint256' },
    { name: 'data', type: 'bytes' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint40' },
  ],
} as const

/** EIP-712 struct by which a payer authorises a payment at a processor; nodes check it, no contract does. */
export const paymentOrderTypes = {
  PaymentOrder: [
    { name: 'payer', type: 'address' },
    { name: 'payee', type: 'address' },
    { name: 'agreement', type: 'bytes32' },
    { name: 'currency', type: 'bytes32' },
    { name: 'amount', type: 'uint256' },
    { name: 'processor', type: 'bytes32' },
    { name: 'purpose', type: 'string' },
    { name: 'nonce', type: 'uint256' },
    { name: 'expiry', type: 'uint256' },
  ],
} as const

/** The contracts that typed data is for, by the name of their EIP-712 domain. */
export type DomainName = 'Concordat Facts' | 'Concordat Splits' | 'Concordat Ledger' | 'Concordat Payments'

/**
 * The EIP-712 domain of one of the contracts.
 * @param chainId The chain's id.
 * @param verifyingContract The address of the contract the name stands for.
 */
export function domainOf(name: DomainName, chainId: number, verifyingContract: Address) {
  return { name, version: '1', chainId, verifyingContract } as const satisfies TypedDataDomain
}
