import { parseAmount } from '../../lib/format.ts'

/** An amount a person typed: what it is, or the reason code of what is wrong with it. */
export type CheckedAmount = { amount: bigint; problem: null } | { amount: null; problem: string }

/** Reads and checks an amount against what there is; without a limit any amount is fine. */
export function checkAmount(text: string, decimals: number, locale: string, limit?: bigint): CheckedAmount {
  const amount = parseAmount(text, decimals, locale)
  if (amount === null) return { amount: null, problem: 'AmountInvalid' }
  if (amount === 0n) return { amount: null, problem: 'AmountNotPositive' }
  if (limit !== undefined && amount > limit) return { amount: null, problem: 'AmountAboveBalance' }
  return { amount, problem: null }
}
