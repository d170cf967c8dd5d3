import { parseUnits } from 'viem'
import { ConcordatError } from './errors/concordatError.ts'

const plain = /^\d+(\.\d+)?$/
const grouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/
const largest = 2n ** 128n - 1n

/**
 * An amount as people write it, in the smallest unit.
 * @param given Digits with an optional point, for example "1500.00" or "1,500.00"; no sign.
 * @param decimals How many decimals the unit has; more are refused, never rounded.
 */
export function parseAmount(given: string, decimals: number): bigint {
  const text = given.trim()
  const fraction = text.split('.')[1] ?? ''
  if ((!plain.test(text) && !grouped.test(text)) || fraction.length > decimals)
    throw new ConcordatError('AmountUnreadable', { given, decimals })
  const amount = parseUnits(text.replaceAll(',', ''), decimals)
  if (amount > largest) throw new ConcordatError('AmountTooLarge', { given })
  return amount
}
