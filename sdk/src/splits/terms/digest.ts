import { type Address, type Hex, hashTypedData } from 'viem'
import { ZERO_HASH } from '../../ids.ts'
import { agreementTypes, domainOf } from '../../typedData.ts'
import type { Agreement } from './types.ts'

/**
 * What a party signs, ready for a wallet's `signTypedData`.
 * @param splits The address of the Splits contract.
 */
export function agreementTypedData(agreement: Agreement, chainId: number, splits: Address) {
  return {
    domain: domainOf('Concordat Splits', chainId, splits),
    types: agreementTypes,
    primaryType: 'Agreement',
    message: agreement,
  } as const
}

/** The EIP-712 digest of the terms: the agreement's id, and its root in the first version. */
export function agreementDigest(agreement: Agreement, chainId: number, splits: Address): Hex {
  return hashTypedData(agreementTypedData(agreement, chainId, splits))
}

/** The key under which the agreement's money is kept: the digest of its first version. */
export function rootOf(agreement: Agreement, digest: Hex): Hex {
  return agreement.root === ZERO_HASH ? digest : agreement.root
}
