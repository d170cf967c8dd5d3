import { type Hex, isHash } from 'viem'
import { parseAmount } from '../../amounts.ts'
import { ConcordatError } from '../../errors/concordatError.ts'
import { meterId, milestoneSubject, topics, ZERO_HASH } from '../../ids.ts'
import type { AgreementNames, TermsContext } from './context.ts'
import type { FilledTermsFile } from './file.ts'
import { attempt, type Report } from './problems.ts'
import { parseRate, parseShares } from './shares.ts'
import { parseDeadline } from './times.ts'
import type { Clause, Lock, Monthly, Share } from './types.ts'

/** What clauses are read with. */
export type ClauseContext = {
  context: TermsContext
  receivers: readonly string[]
  decimals: number
  utcOffsetMinutes: number
  business: `0x${string}`
  meters: Record<string, AgreementNames['meters'][`0x${string}`]>
  milestones: Record<string, string>
  report: Report
}

type MonthlyEntry = FilledTermsFile['monthly'][number]
type ClauseEntry = FilledTermsFile['clauses'][number]

function continuationOf(given: string | undefined, names: readonly string[] | undefined): number {
  if (given === undefined) return 0
  const index = names?.indexOf(given) ?? -1
  if (index < 0) throw new ConcordatError('ContinuesUnknown', { given })
  return index + 1
}

/** A meter or milestone that is known by its hash alone, as in terms read from the chain, or the hash of its name. */
function hashOr(given: string, hash: (name: string) => Hex): Hex {
  return isHash(given) ? (given.toLowerCase() as Hex) : hash(given)
}

/** A price per unit as whole numbers: how many smallest units of money buy how many of the meter. */
function parsePrice(given: string, currencyDecimals: number, unitDecimals: number) {
  const fine = (given.split('.')[1] ?? '').length
  const extra = Math.max(0, fine - currencyDecimals)
  if (fine > 9 || extra + unitDecimals > 18) throw new ConcordatError('PriceTooFine', { given })
  return { price: parseAmount(given, currencyDecimals + extra), perQuantity: 10n ** BigInt(unitDecimals + extra) }
}

const noPrice = { price: 0n, perQuantity: 0n, meter: ZERO_HASH, defaultQuantity: 0n }

function readPrice(entry: MonthlyEntry, path: string, read: ClauseContext) {
  if (!entry.price) return noPrice
  const { amount, meter: name, unit, decimals, default: standIn } = entry.price
  const meter = hashOr(name, meterId)
  const known = read.meters[meter]
  if (known && (known.unit !== unit || known.decimals !== decimals)) {
    read.report(`${path}.price.unit`, 'UnitUnknown', { given: unit, meter: name, expected: known.unit })
  }
  read.meters[meter] = { name, unit, decimals }
  const price = attempt(read.report, `${path}.price.amount`, () => parsePrice(amount, read.decimals, decimals), {
    price: 0n,
    perQuantity: 1n,
  })
  const defaultQuantity = attempt(read.report, `${path}.price.default`, () => parseAmount(standIn, decimals), 0n)
  return { ...price, meter, defaultQuantity }
}

/** A monthly clause as the terms hold it. */
export function readMonthly(entry: MonthlyEntry, path: string, read: ClauseContext): Monthly {
  const { report } = read
  if (entry.amount === undefined && !entry.price) report(path, 'NothingDue', { clause: entry.name })
  const amount = attempt(report, `${path}.amount`, () => parseAmount(entry.amount ?? '0', read.decimals), 0n)
  const shareContext = { receivers: read.receivers, clause: entry.name, report }
  const { shares, total } = parseShares(entry.shares, `${path}.shares`, shareContext, entry.total)
  const names = read.context.previous?.names.monthly
  return {
    amount,
    ...readPrice(entry, path, read),
    rateBps: attempt(report, `${path}.rate`, () => parseRate(entry.rate), 0),
    carried: entry.unmet === 'carried',
    total,
    shares,
    continues: attempt(report, `${path}.continues`, () => continuationOf(entry.continues, names), 0),
  }
}

type Divided = { shares: readonly Share[]; total: number }

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

/** The same parts with a total that both divisions have in common. */
function alignTotals(first: Divided, second: Divided): [Divided, Divided] {
  const common = (first.total / greatestDivisor(first.total, second.total)) * second.total
  if (first.total === 0 || second.total === 0 || common > 2 ** 32 - 1) return [first, second]
  const scale = ({ shares, total }: Divided) => ({
    shares: shares.map(share => ({ ...share, weight: share.weight * (common / total) })),
    total: common,
  })
  return [scale(first), scale(second)]
}

/** A lock without its default shares, which need the clause's total. */
function readLock({ lock }: ClauseEntry, path: string, read: ClauseContext): Omit<Lock, 'otherwise'> {
  if (!lock) return { topic: ZERO_HASH, subject: ZERO_HASH, by: 0 }
  const subject = hashOr(lock.milestone, name => milestoneSubject(read.business, name))
  read.milestones[subject] = lock.milestone
  const { by } = lock
  const deadline = () => (by === undefined ? 0 : parseDeadline(by, read.context.now, read.utcOffsetMinutes))
  return { topic: topics.milestone, subject, by: attempt(read.report, `${path}.by`, deadline, read.context.now + 1) }
}

/** A clause over cumulative revenue as the terms hold it. */
export function readClause(entry: ClauseEntry, path: string, read: ClauseContext): Clause {
  const { report } = read
  const limit = () => {
    if (entry.limit === undefined) return 0n
    const amount = parseAmount(entry.limit, read.decimals)
    if (amount === 0n) throw new ConcordatError('LimitZero', { clause: entry.name })
    return amount
  }
  const shareContext = { receivers: read.receivers, clause: entry.name, report }
  const plain = parseShares(entry.shares, `${path}.shares`, shareContext, entry.total)
  const fallback = parseShares(entry.lock?.otherwise ?? {}, `${path}.lock.otherwise`, shareContext)
  const [paid, otherwise] = entry.lock?.otherwise ? alignTotals(plain, fallback) : [plain, fallback]
  const names = read.context.previous?.names.clauses
  return {
    rateBps: attempt(report, `${path}.rate`, () => parseRate(entry.rate), 0),
    limit: attempt(report, `${path}.limit`, limit, 0n),
    total: paid.total,
    shares: paid.shares,
    lock: { ...readLock(entry, `${path}.lock`, read), otherwise: otherwise.shares },
    continues: attempt(report, `${path}.continues`, () => continuationOf(entry.continues, names), 0),
  }
}
