import { ConcordatError } from '../../errors/concordatError.ts'
import type { SharesByName } from './file.ts'
import { attempt, type Report } from './problems.ts'
import type { Share } from './types.ts'

const percentage = /^(\d+)(?:\.(\d{1,5}))?\s?%$/

/** A rate in basis points: "60%" is 6,000. More than 100 % is for `validateTerms` to refuse. */
export function parseRate(given: string): number {
  const match = percentage.exec(given.trim())
  const fraction = match?.[2] ?? ''
  const bps = Number(match?.[1] ?? Number.NaN) * 100 + Number(fraction.padEnd(2, '0'))
  if (!match || fraction.length > 2 || bps > 65_535) throw new ConcordatError('RateUnreadable', { given })
  return bps
}

/** Basis points as a percentage: 6,050 is "60.5%". */
export function formatRate(bps: number): string {
  return `${bps / 100}%`
}

function weightOf(given: number | string, scale: number): number {
  const text = String(given).trim()
  if (/^\d+[.,/]\d+$/.test(text)) throw new ConcordatError('WholeNumberNeeded', { given })
  const match = percentage.exec(text)
  const weight = match ? Number(`${match[1]}${(match[2] ?? '').padEnd(scale, '0')}`) : Number(text)
  if ((!match && !/^\d+$/.test(text)) || weight > 2 ** 32 - 1) throw new ConcordatError('ShareUnreadable', { given })
  return weight
}

/** What `parseShares` needs to know about the terms. */
export type ShareContext = {
  /** Parties, then registers. */
  receivers: readonly string[]
  /** The clause's name, for messages. */
  clause: string
  report: Report
}

/**
 * Shares by name as the terms hold them. Percentages become weights of 100 (or 1,000, ... for decimals), whole weights stay.
 * @param total What whole weights must add up to; their sum by default.
 */
export function parseShares(
  given: SharesByName,
  path: string,
  context: ShareContext,
  total?: number,
): { shares: Share[]; total: number } {
  const { receivers, clause, report } = context
  const entries = Object.entries(given)
  const isPercent = entries.map(([, value]) => String(value).trim().endsWith('%'))
  if (isPercent.includes(true) && isPercent.includes(false)) report(path, 'SharesMixed', { given: clause })
  const decimals = entries.map(([, value]) => percentage.exec(String(value).trim())?.[2]?.length ?? 0)
  const scale = Math.max(0, ...decimals)

  const shares = entries.flatMap(([receiver, value]) => {
    const party = receivers.indexOf(receiver)
    if (party < 0) report(`${path}.${receiver}`, 'NameUnknown', { given: receiver })
    const weight = attempt(report, `${path}.${receiver}`, () => weightOf(value, scale), -1)
    return party < 0 || weight < 0 ? [] : [{ party, weight }]
  })
  const sum = shares.reduce((all, { weight }) => all + weight, 0)
  return { shares, total: isPercent[0] ? 100 * 10 ** scale : (total ?? sum) }
}

/** Shares by name, as whole weights. */
export function formatShares(shares: readonly Share[], receivers: readonly string[]): SharesByName {
  return Object.fromEntries(shares.map(({ party, weight }) => [receivers[party] ?? `receiver ${party}`, weight]))
}
