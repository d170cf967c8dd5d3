import type { Reserve } from '@concordat/sdk/payments/processor.ts'
import { formatUnits } from 'viem'
import { parseAmount } from '../../../lib/format.ts'

const day = 86_400
const longest = 2 ** 32 - 1

/** What a person wrote of a reserve, before anybody knows whether it is one. */
export type ReserveInput = { isKept: boolean; rate: string; days: string }

/** A reserve as a person would write it. */
export function writeReserve(reserve: Reserve | null, locale: string): ReserveInput {
  if (!reserve) return { isKept: false, rate: '', days: '' }
  const plain = (text: string) =>
    new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 6 }).format(
      text as Intl.StringNumericLiteral,
    )
  return {
    isKept: true,
    rate: plain(formatUnits(BigInt(reserve.rateBps), 2)),
    days: plain(String(reserve.duration / day)),
  }
}

type Read = { reserve: Reserve | null; wrong: ('rate' | 'days')[] }

/** The reserve that was written; null is none. `wrong` names what cannot be read. */
export function readReserve({ isKept, rate, days }: ReserveInput, locale: string): Read {
  if (!isKept) return { reserve: null, wrong: [] }
  const rateBps = Number(parseAmount(rate, 2, locale) ?? 0n)
  // Six decimals of a day are less than a second.
  const duration = Math.round((Number(parseAmount(days, 6, locale) ?? 0n) / 1e6) * day)
  const wrong: Read['wrong'] = []
  if (rateBps < 1 || rateBps > 10_000) wrong.push('rate')
  if (duration < 1 || duration > longest) wrong.push('days')
  return { reserve: wrong.length === 0 ? { rateBps, duration } : null, wrong }
}
