import { addresses } from '../generated/addresses.ts'
import type { Contracts } from './events.ts'
import { demand } from './report.ts'

/**
 * That the contracts are those whose code this program comes with. Their addresses are hashes of their creation code, so
 * that nothing else can be there on any chain, and the parties signed for the address.
 */
export function requireKnown(contracts: Contracts) {
  for (const name of ['Ledger', 'Facts', 'Payments', 'Splits'] as const)
    demand(contracts[name].toLowerCase() === addresses[name], 'ContractUnknown', {
      name,
      given: contracts[name],
      expected: addresses[name],
    })
  return { splits: contracts.Splits }
}
