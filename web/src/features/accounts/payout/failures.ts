import { externalId } from '@concordat/sdk/ids.ts'
import type { Hex } from 'viem'

/** Stripe's codes for why a payout did not arrive: the chain has the hash of one of them. */
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
] as const

const byHash = new Map<string, (typeof codes)[number]>(codes.map(code => [externalId(code), code]))

/** Why a payout failed or came back, when it is a reason that is known. */
export const failureOf = (evidence: Hex | null) => (evidence === null ? undefined : byHash.get(evidence))
