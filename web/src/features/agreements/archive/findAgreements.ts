import type { AgreementStatus, AgreementSummary } from '@concordat/sdk/views.ts'
import { type Address, isAddressEqual } from 'viem'

export type ArchiveSort = 'newest' | 'oldest' | 'product' | 'revenue' | 'deadline'

export type ArchiveFilter = {
  /** Looked for in names, roles, titles and numbers; every word must be found. */
  text: string
  party: Address | null
  state: AgreementStatus | null
  /** Days as `2025-01-31`, both included, of the reader's own calendar. */
  from: string
  to: string
  sort: ArchiveSort
}

export type ArchiveWords = {
  nameOf: (account: Address) => string
  businessOf: (id: string) => string
  roleOf: (role: string) => string
  /** The title of the draft that the terms came from, where the reader knows it. */
  titleOf: (digest: string) => string | null
  locale: string
}

/** When an agreement took effect, or else was proposed. */
export const dateOf = ({ concludedAt, proposedAt }: AgreementSummary) => concludedAt ?? proposedAt

/** The agreements that match, in the order that was asked for. */
export function findAgreements(
  all: AgreementSummary[],
  filter: ArchiveFilter,
  words: ArchiveWords,
): AgreementSummary[] {
  const wanted = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const { party, state } = filter
  const from = dayOf(filter.from, 0)
  const until = dayOf(filter.to, 1)
  const matches = (agreement: AgreementSummary) => {
    if (state !== null && agreement.status !== state) return false
    if (party !== null && !agreement.parties.some(({ account }) => isAddressEqual(account, party))) return false
    const date = dateOf(agreement)
    if (date < from || date >= until) return false
    if (wanted.length === 0) return true
    const text = textOf(agreement, words)
    return wanted.every(word => text.includes(word))
  }
  return sortBy(all.filter(matches), filter.sort, words)
}

function textOf({ root, digest, business, parties }: AgreementSummary, words: ArchiveWords): string {
  const people = parties.flatMap(({ account, role }) => [words.nameOf(account), account, role, words.roleOf(role)])
  return [words.businessOf(business), words.titleOf(digest) ?? '', root, digest, ...people].join(' ').toLowerCase()
}

/** The second at which a day begins for the reader; without a day there is no bound. */
function dayOf(day: string, later: 0 | 1): number {
  const [year, month, date] = day.split('-').map(Number)
  if (!year || !month || !date) return later === 1 ? Number.POSITIVE_INFINITY : 0
  return new Date(year, month - 1, date + later).getTime() / 1000
}

function sortBy(
  found: AgreementSummary[],
  sort: ArchiveSort,
  { businessOf, locale }: ArchiveWords,
): AgreementSummary[] {
  const newest = (a: AgreementSummary, b: AgreementSummary) => dateOf(b) - dateOf(a)
  const compare: Record<ArchiveSort, (a: AgreementSummary, b: AgreementSummary) => number> = {
    newest,
    oldest: (a, b) => dateOf(a) - dateOf(b),
    product: (a, b) => businessOf(a.business).localeCompare(businessOf(b.business), locale) || newest(a, b),
    revenue: (a, b) => compareRevenue(b, a) || newest(a, b),
    deadline: (a, b) => deadlineOf(a) - deadlineOf(b) || newest(a, b),
  }
  return found.toSorted(compare[sort])
}

/** Amounts of one unit are compared; units among themselves stay together. */
function compareRevenue(a: AgreementSummary, b: AgreementSummary): number {
  if (a.asset.id !== b.asset.id) return a.asset.symbol < b.asset.symbol ? 1 : -1
  const difference = BigInt(a.received) - BigInt(b.received)
  return difference === 0n ? 0 : difference > 0n ? 1 : -1
}

const deadlineOf = ({ status, signBy }: AgreementSummary) => (status === 'proposed' ? signBy : Number.MAX_SAFE_INTEGER)
