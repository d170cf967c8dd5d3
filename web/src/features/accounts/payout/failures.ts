import { externalId } from '@concordat/sdk/ids.ts'
import type { Hex } from 'viem'

/** Codes of Stripe and of banks, ISO 20022, for why a payout did not arrive: the chain has the hash of one of them. */
const codes = [
  'account_closed',
  'account_frozen',
  'bank_account_restricted',
  'bank_ownership_changed',
  'canceled',
  'could_not_process',
  'debit_not_authorized',
  'declined',
  'incorrect_account_holder_name',
  'incorrect_account_holder_address',
  'incorrect_account_holder_tax_id',
  'insufficient_funds',
  'invalid_account_number',
  'invalid_currency',
  'no_account',
  'reversed',
  'unsupported_card',
  'returned',
  ...(['AC01', 'AC03', 'AC04', 'AC06', 'AG01', 'AM04', 'BE01', 'BE04', 'CANC', 'MD07', 'MS02', 'MS03'] as const),
  ...(['RC01', 'RJCT', 'RR04'] as const),
] as const

const byHash = new Map<string, (typeof codes)[number]>(codes.map(code => [externalId(code), code]))

/** Why a payout failed or came back, when it is a reason that is known. */
export const failureOf = (evidence: Hex | null) => (evidence === null ? undefined : byHash.get(evidence))
