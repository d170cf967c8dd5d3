import { formatUnits } from 'viem'
import type { AgreementNames } from './context.ts'
import type { SharesByName, SplitsTermsFile } from './file.ts'
import { formatTerms } from './format.ts'
import { formatDay } from './times.ts'
import type { Agreement } from './types.ts'

/** How long the next version can be signed, unless somebody says otherwise. */
const toSign = 'P30D'

/**
 * The file of a next version to begin with: what is in force, every clause continuing itself, dates and percentages as people
 * write them.
 * @param names What the version in force calls by hash or number.
 */
export function formatNextVersion(agreement: Agreement, names: AgreementNames): SplitsTermsFile {
  const { utcOffsetMinutes } = agreement.rules.period
  const { endsAt } = agreement.rules
  const file = formatTerms(agreement, names, names)
  const continued = <Entry extends { name: string; continues?: string | undefined }>({ ...entry }: Entry) => ({
    ...entry,
    continues: entry.name,
  })
  return {
    ...file,
    signBy: toSign,
    ...(endsAt === 0 ? {} : { endsAt: formatDay(endsAt, utcOffsetMinutes) }),
    monthly: (file.monthly ?? []).map(({ total, ...entry }) => ({
      ...continued(entry),
      shares: inPercent(entry.shares, total),
    })),
    clauses: file.clauses.map(({ total, ...entry }, index) => {
      const { lock } = entry
      const by = formatDay(agreement.rules.clauses[index]?.lock.by ?? 0, utcOffsetMinutes)
      return {
        ...continued(entry),
        shares: inPercent(entry.shares, total),
        ...(lock ? { lock: { ...lock, by, otherwise: inPercent(lock.otherwise ?? {}, total) } } : {}),
      }
    }),
  }
}

/** Weights of a hundred, a thousand, ... as percentages that are read as the same weights. */
function inPercent(shares: SharesByName, total: number | undefined): SharesByName {
  const decimals = [0, 1, 2, 3, 4, 5].find(each => total === 100 * 10 ** each)
  if (decimals === undefined) return shares
  const percent = (weight: number | string) => {
    const [whole = '0', fraction = ''] = formatUnits(BigInt(weight), decimals).split('.')
    return `${whole}${decimals > 0 ? `.${fraction.padEnd(decimals, '0')}` : ''}%`
  }
  return Object.fromEntries(Object.entries(shares).map(([name, weight]) => [name, percent(weight)]))
}
