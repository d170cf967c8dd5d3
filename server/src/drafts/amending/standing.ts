import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { type Address, isAddressEqual } from 'viem'
import type { AmendsRow } from '../store.ts'

/** What the chain says of the agreement; undefined while the indexer does not answer. */
export type Read = AgreementView | null | undefined

/** The parties of the terms in force: each has to sign the new version, whether or not it lists them. */
export const signersInForce = ({ terms }: AmendsRow) => decodeTerms(terms).parties

/** Whether the account is a party of the terms in force. */
export const isInForce = (amends: AmendsRow | null, account: Address): boolean =>
  amends !== null && signersInForce(amends).some(party => isAddressEqual(party.account, account))
