import { formatUnits } from 'viem'
import { ConcordatError } from '../../errors/concordatError.ts'
import { monthText } from '../../errors/evidence.ts'
import { ZERO_HASH } from '../../ids.ts'
import { splitBasis } from './basis.ts'
import type { AgreementNames } from './context.ts'
import type { SplitsTermsFile } from './file.ts'
import { formatProcessor } from './money.ts'
import { formatRate, formatShares } from './shares.ts'
import { formatDeadline, formatDuration, formatTimezone } from './times.ts'
import type { Agreement, Clause, Monthly } from './types.ts'

type MonthlyEntry = NonNullable<SplitsTermsFile['monthly']>[number]
type ClauseEntry = SplitsTermsFile['clauses'][number]

/** What formatting needs beside the terms. */
type Naming = {
  names: AgreementNames
  receivers: readonly string[]
  previous: { monthly: readonly string[]; clauses: readonly string[] }
}

/** How many decimals a power of ten has: 1,000 has 3. */
function decimalsOf(power: bigint): number {
  if (!/^10*$/.test(power.toString())) throw new ConcordatError('PriceNotPerUnit')
  return power.toString().length - 1
}

/** With all its decimals: they say how much of the meter the price buys. */
function formatPrice(price: bigint, decimals: number): string {
  const [whole = '0', fraction = ''] = formatUnits(price, decimals).split('.')
  return decimals > 0 ? `${whole}.${fraction.padEnd(decimals, '0')}` : whole
}

function formatMonthly(clause: Monthly, index: number, { names, receivers, previous }: Naming): MonthlyEntry {
  const { amount, price, perQuantity, rateBps, carried, total, shares, continues, defaultQuantity } = clause
  const meter = names.meters[clause.meter] ?? { name: clause.meter, unit: 'unit', decimals: 0 }
  const priceDecimals = names.decimals + decimalsOf(perQuantity || 1n) - meter.decimals
  const metered = {
    price: {
      amount: formatPrice(price, priceDecimals),
      meter: meter.name,
      unit: meter.unit,
      decimals: meter.decimals,
      default: formatUnits(defaultQuantity, meter.decimals),
    },
  }
  return {
    name: names.monthly[index] ?? `clause ${index + 1}`,
    ...(amount > 0n || perQuantity === 0n ? { amount: formatUnits(amount, names.decimals) } : {}),
    ...(perQuantity > 0n ? metered : {}),
    rate: formatRate(rateBps),
    unmet: carried ? 'carried' : 'dropped',
    shares: formatShares(shares, receivers),
    total,
    ...(continues > 0 ? { continues: previous.monthly[continues - 1] ?? `clause ${continues}` } : {}),
  }
}

function formatClause(
  clause: Clause,
  index: number,
  first: number,
  { names, receivers, previous }: Naming,
): ClauseEntry {
  const { rateBps, limit, total, shares, lock, continues } = clause
  const waiting = {
    lock: {
      milestone: names.milestones[lock.subject] ?? lock.subject,
      by: formatDeadline(lock.by),
      otherwise: formatShares(lock.otherwise, receivers),
    },
  }
  return {
    name: names.clauses[index] ?? `clause ${first + index + 1}`,
    rate: formatRate(rateBps),
    ...(limit > 0n ? { limit: formatUnits(limit, names.decimals) } : {}),
    shares: formatShares(shares, receivers),
    total,
    ...(lock.by > 0 ? waiting : {}),
    ...(continues > 0 ? { continues: previous.clauses[continues - 1] ?? `clause ${continues}` } : {}),
  }
}

/** The prose, with what it says of fees and tax apart: read back, they give the same text. */
function formatProse({ text, salt }: NonNullable<AgreementNames['prose']>): Partial<SplitsTermsFile> {
  const { text: prose, basis } = splitBasis(text)
  return { ...(basis ? { basis } : {}), ...(prose === undefined ? {} : { prose }), salt }
}

/**
 * Terms as a file: the reverse of `parseTerms`, with every id, account and moment written out.
 * @param names What the terms call by hash or number.
 * @param previous The names of the amended version's clauses.
 */
export function formatTerms(
  agreement: Agreement,
  names: AgreementNames,
  previous: Naming['previous'] = { monthly: [], clauses: [] },
): SplitsTermsFile {
  const { money, parties, rules } = agreement
  const { period, monthly, clauses, registers } = rules
  const receivers = [
    ...parties.map((_, index) => names.parties[index] ?? `party ${index + 1}`),
    ...registers.map((_, index) => names.registers[index] ?? `register ${index + 1}`),
  ]
  const naming = { names, receivers, previous }
  const { currency, processor } = names
  const spoken = {
    period: {
      timezone: formatTimezone(period.utcOffsetMinutes),
      firstMonth: monthText(period.firstMonth),
      closeAfter: formatDuration(period.closeAfter),
    },
  }
  return {
    title: names.title,
    business: rules.business,
    ...(currency === undefined ? { asset: `0x${money.asset.toString(16)}`, decimals: names.decimals } : { currency }),
    ...(processor ? { processor: formatProcessor(processor) } : {}),
    parties: parties.map(({ account, role }, index) => ({ name: receivers[index] ?? '', role, account })),
    quorum: rules.quorum,
    ...(rules.arbiters === ZERO_HASH ? {} : { arbiters: rules.arbiters }),
    signBy: formatDeadline(rules.signBy),
    ...(rules.endsAt === 0 ? {} : { endsAt: formatDeadline(rules.endsAt) }),
    maxFreeze: formatDuration(rules.maxFreeze),
    ordered: rules.ordered,
    ...(period.closeAfter === 0 ? {} : spoken),
    monthly: monthly.map((clause, index) => formatMonthly(clause, index, naming)),
    clauses: clauses.map((clause, index) => formatClause(clause, index, monthly.length, naming)),
    registers: registers.map(({ root, count, total }, index) => ({
      name: receivers[parties.length + index] ?? '',
      root,
      count,
      total: String(total),
    })),
    ...(names.prose ? formatProse(names.prose) : {}),
  }
}
