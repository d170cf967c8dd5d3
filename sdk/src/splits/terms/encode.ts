import { decodeAbiParameters, encodeAbiParameters, type Hex, parseAbiParameters } from 'viem'
import { ConcordatError } from '../../errors/concordatError.ts'
import type { Agreement } from './types.ts'

const parameters = parseAbiParameters([
  'Agreement agreement',
  'struct Agreement { Money money; Party[] parties; Rules rules; bytes32 prose; bytes32 root; bytes32 previous; }',
  'struct Money { uint256 asset; }',
  'struct Party { address account; string role; }',
  'struct Rules { bytes32 quorum; bytes32 arbiters; bytes32 business; uint40 signBy; uint40 endsAt; uint32 maxFreeze; bool ordered; Period period; Monthly[] monthly; Clause[] clauses; Register[] registers; }',
  'struct Period { uint16 firstMonth; int16 utcOffsetMinutes; uint32 closeAfter; }',
  'struct Monthly { uint128 amount; uint128 price; uint64 perQuantity; bytes32 meter; uint128 defaultQuantity; uint16 rateBps; bool carried; uint32 total; Share[] shares; uint8 continues; }',
  'struct Clause { uint16 rateBps; uint128 limit; uint32 total; Share[] shares; Lock lock; uint8 continues; }',
  'struct Lock { bytes32 topic; bytes32 subject; uint40 by; Share[] otherwise; }',
  'struct Share { uint16 party; uint32 weight; }',
  'struct Register { bytes32 root; uint32 count; uint64 total; }',
])

/** `abi.encode(Agreement)`, as the contract's events carry it. */
export function encodeTerms(agreement: Agreement): Hex {
  return encodeAbiParameters(parameters, [agreement])
}

/** The terms in the bytes an event carried; throws TermsUnreadable. */
export function decodeTerms(terms: Hex): Agreement {
  try {
    return decodeAbiParameters(parameters, terms)[0]
  } catch (cause) {
    throw new ConcordatError('TermsUnreadable', {}, { cause })
  }
}
