import { monthText } from '../../errors/evidence.ts'
import { ZERO_HASH } from '../../ids.ts'
import { collectProblems, type Problem, type Report } from './problems.ts'
import type { Agreement, Share } from './types.ts'
import { validateTerms } from './validate.ts'

/** What an amendment is checked against. */
export type CheckAmendmentOptions = {
  /** Unix seconds. */
  now: number
  /** The version in force. */
  previous: Agreement
  /** Where the file names the shared units: "currency" or "asset". */
  assetPath: 'currency' | 'asset'
}

/**
 * Everything that is wrong with a new version: what the contract would refuse, and what it would carry out otherwise than
 * anybody who reads the terms expects.
 */
export function checkAmendment(next: Agreement, { now, previous, assetPath }: CheckAmendmentOptions): Problem[] {
  const { problems, report } = collectProblems()
  const [before, after] = [previous.rules, next.rules]
  const sound = validateTerms(next, { now, previous })
  if (sound.some(({ code }) => code === 'AssetChanged')) reportUnits(next, previous, assetPath, report)

  if (after.endsAt !== 0 && after.endsAt <= after.signBy) {
    report('endsAt', 'EndsBeforeSigning', { given: after.endsAt, limit: after.signBy })
  }
  const goesOn = before.period.closeAfter > 0 && after.period.closeAfter > 0
  // The contract goes on with the open month, whatever the new terms name.
  if (goesOn && before.period.firstMonth !== after.period.firstMonth) {
    const [given, expected] = [after, before].map(({ period }) => monthText(period.firstMonth))
    report('period.firstMonth', 'FirstMonthChanged', { given, expected })
  }
  for (const [index, { continues, meter }] of after.monthly.entries()) {
    const old = before.monthly[continues - 1]
    // The quantity counts from the beginning of a meter; that of another one means nothing.
    if (old && old.meter !== ZERO_HASH && meter !== ZERO_HASH && old.meter !== meter) {
      report(`monthly[${index}].price.meter`, 'MeterChanged', { clause: index })
    }
  }
  for (const [index, { lock }] of after.clauses.entries()) {
    if (lock.by === 0 || lock.by > now) continue
    report(`clauses[${index}].lock.by`, 'LockPassed', { clause: after.monthly.length + index, deadline: lock.by })
  }
  return [...sound.filter(({ code }) => code !== 'AssetChanged'), ...problems]
}

/** A currency's units are named by whose word they are: says which of the three is another one. */
function reportUnits(next: Agreement, previous: Agreement, path: 'currency' | 'asset', report: Report): void {
  const isCurrency = path === 'currency'
  if (isCurrency && next.rules.business !== previous.rules.business) {
    report('business', 'BusinessChanged', { given: next.rules.business, expected: previous.rules.business })
  } else if (isCurrency && next.rules.quorum !== previous.rules.quorum) {
    report('quorum', 'QuorumChanged', { given: next.rules.quorum, expected: previous.rules.quorum })
  } else report(path, 'AssetChanged', { given: next.money.asset, expected: previous.money.asset })
}

/**
 * Whether terms say the same: the deadline to sign, the version they amend and the order in which shares are listed aside.
 * Every clause of `next` is expected to continue that of its place.
 */
export function isSameContent(next: Agreement, previous: Agreement): boolean {
  return contentOf(next) === contentOf(withContinuations(previous))
}

/** The version with every clause going on as it is. */
export function withContinuations(previous: Agreement): Agreement {
  const goOn = <Clause extends object>(clause: Clause, index: number) => ({ ...clause, continues: index + 1 })
  const { monthly, clauses } = previous.rules
  return { ...previous, rules: { ...previous.rules, monthly: monthly.map(goOn), clauses: clauses.map(goOn) } }
}

function contentOf({ money, parties, rules, prose }: Agreement): string {
  const sorted = (shares: readonly Share[]) => shares.toSorted((a, b) => a.party - b.party)
  const content = {
    ...{ money, parties, prose },
    rules: {
      ...rules,
      signBy: 0,
      monthly: rules.monthly.map(clause => ({ ...clause, shares: sorted(clause.shares) })),
      clauses: rules.clauses.map(({ lock, ...clause }) => ({
        ...{ ...clause, shares: sorted(clause.shares) },
        lock: { ...lock, otherwise: sorted(lock.otherwise) },
      })),
    },
  }
  return JSON.stringify(sortKeys(content), (_, value) => (typeof value === 'bigint' ? `${value}` : value))
}

/** The same with fields in one order, whatever built it. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]))
}
