import { type Address, getAddress, type Hex } from 'viem'
import { accountOf, registerKey } from '../ids.ts'
import type { Agreement } from '../splits/terms/types.ts'
import type { Contracts } from './events.ts'

/** Where the money of a register is kept until its receivers are paid. */
export type RegisterAccount = { key: Hex; account: Address }

/** The accounts of the registers that the terms name. */
export const registersOf = ({ rules }: Agreement, root: Hex, { Ledger, Splits }: Contracts): RegisterAccount[] =>
  rules.registers.map(register => {
    const key = registerKey(root, register)
    return { key, account: getAddress(accountOf(Ledger, Splits, key)) }
  })

/** Those of all versions, each once: a version can take over a register of the one before. */
export function allRegisters(terms: readonly Agreement[], root: Hex, contracts: Contracts): RegisterAccount[] {
  const all = terms.flatMap(one => registersOf(one, root, contracts))
  return [...new Map(all.map(register => [register.key, register])).values()]
}
