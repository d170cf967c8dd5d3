import { isAddressEqual, zeroAddress } from 'viem'
import { RESTRICTED_BIT, splitLedgerId, ZERO_HASH } from '../../ids.ts'
import { collectProblems, type Problem, type Report } from './problems.ts'
import type { Agreement, Clause, Monthly, Share } from './types.ts'

/** The limits of the contract. */
export const LIMITS = { parties: 100, registers: 100, clauses: 32, offsetMinutes: 14 * 60 } as const

/** What terms are checked against, as far as the caller knows it. */
export type ValidateOptions = {
  /** Unix seconds; without it deadlines are not compared with the present. */
  now?: number
  /** The version in force, for an amendment. */
  previous?: Agreement
}

function checkParties({ parties }: Agreement, report: Report): void {
  if (parties.length === 0) report('parties', 'NoParties')
  const limit = LIMITS.parties
  if (parties.length > limit) report('parties', 'TooManyParties', { given: parties.length, limit })
  for (const [index, { account }] of parties.entries()) {
    const path = `parties[${index}].account`
    if (isAddressEqual(account, zeroAddress)) report(path, 'PartyNotAllowed', { account })
    else if (parties.slice(0, index).some(other => isAddressEqual(other.account, account))) {
      report(path, 'PartyTwice', { account })
    }
  }
}

function checkShares(shares: readonly Share[], total: number, number: number, agreement: Agreement, path: string) {
  const { problems, report } = collectProblems()
  const receivers = agreement.parties.length + agreement.rules.registers.length
  if (total === 0) report(path, 'NothingToShare', { clause: number })
  for (const [index, { party, weight }] of shares.entries()) {
    const at = `${path}[${index}]`
    if (party >= receivers) report(`${at}.party`, 'NoSuchParty', { clause: number, party })
    if (shares.slice(0, index).some(other => other.party === party)) {
      report(`${at}.party`, 'SharePartyTwice', { clause: number, party })
    }
    if (weight === 0) report(`${at}.weight`, 'ShareEmpty', { clause: number, party })
  }
  const given = shares.reduce((sum, { weight }) => sum + weight, 0)
  if (given !== total) report(path, 'SharesDoNotSum', { clause: number, given, expected: total })
  return problems
}

function checkMonthly(clause: Monthly, number: number, report: Report): void {
  const path = `monthly[${number}]`
  const metered = clause.price !== 0n || clause.meter !== ZERO_HASH || clause.defaultQuantity !== 0n
  if (metered && clause.perQuantity === 0n) report(`${path}.price`, 'PriceWithoutQuantity', { clause: number })
  if (clause.rateBps > 10_000) report(`${path}.rate`, 'RateAboveOne', { clause: number, rateBps: clause.rateBps })
}

function checkClause({ rateBps, lock }: Clause, number: number, path: string, report: Report): void {
  if (rateBps > 10_000) report(`${path}.rate`, 'RateAboveOne', { clause: number, rateBps })
  const waits = lock.topic !== ZERO_HASH || lock.subject !== ZERO_HASH || lock.otherwise.length > 0
  if (lock.by === 0 && waits) report(`${path}.lock.by`, 'LockWithoutDeadline', { clause: number })
  if ((lock.by !== 0 || waits) && lock.otherwise.length === 0) {
    report(`${path}.lock.otherwise`, 'LockWithoutDefault', { clause: number })
  }
}

function checkPeriod({ rules }: Agreement, report: Report): void {
  const { firstMonth, utcOffsetMinutes, closeAfter } = rules.period
  if (closeAfter === 0) {
    if (firstMonth !== 0 || utcOffsetMinutes !== 0) report('period.closeAfter', 'PeriodWithoutDeadline')
    if (rules.monthly.length > 0) report('monthly', 'MonthlyWithoutPeriod')
  }
  if (Math.abs(utcOffsetMinutes) > LIMITS.offsetMinutes) {
    report('period.timezone', 'OffsetOutOfRange', { utcOffsetMinutes })
  }
}

function checkContinuations(clauses: readonly { continues: number }[], count: number, path: string, first: number) {
  const { problems, report } = collectProblems()
  for (const [index, { continues }] of clauses.entries()) {
    const args = { clause: first + index, continues }
    const at = `${path}[${index}].continues`
    if (continues > count) report(at, 'NoSuchContinuation', args)
    else if (continues !== 0 && clauses.slice(0, index).some(other => other.continues === continues)) {
      report(at, 'ContinuedTwice', args)
    }
  }
  return problems
}

/** Everything that is wrong with terms, with the contract's reasons. An empty list means that the contract accepts them. */
export function validateTerms(agreement: Agreement, options: ValidateOptions = {}): Problem[] {
  const { problems, report } = collectProblems()
  const { money, rules } = agreement
  const { monthly, clauses, registers } = rules
  const previous = options.previous?.rules

  if ((money.asset & RESTRICTED_BIT) !== 0n) report('money.asset', 'AssetRestricted', { id: money.asset })
  if (isAddressEqual(splitLedgerId(money.asset).issuer, zeroAddress)) {
    report('money.asset', 'AssetUnknown', { id: money.asset })
  }
  if (options.previous && options.previous.money.asset !== money.asset) {
    report('money.asset', 'AssetChanged', { given: money.asset, expected: options.previous.money.asset })
  }
  const needsQuorum = rules.period.closeAfter !== 0 || clauses.some(({ lock }) => lock.by !== 0)
  if (needsQuorum && rules.quorum === ZERO_HASH) report('quorum', 'QuorumUnknown', { quorum: rules.quorum })
  if (options.now !== undefined && rules.signBy < options.now) {
    report('signBy', 'DeadlinePassed', { deadline: rules.signBy })
  }
  if ((agreement.root === ZERO_HASH) !== (agreement.previous === ZERO_HASH)) {
    report('root', 'VersionMismatch', { root: agreement.root, previous: agreement.previous })
  }

  checkParties(agreement, report)
  checkPeriod(agreement, report)
  const count = monthly.length + clauses.length
  if (count > LIMITS.clauses) report('clauses', 'TooManyClauses', { given: count, limit: LIMITS.clauses })
  if (registers.length > LIMITS.registers) {
    report('registers', 'TooManyRegisters', { given: registers.length, limit: LIMITS.registers })
  }
  for (const [register, { root, count: size, total }] of registers.entries()) {
    if (root === ZERO_HASH || size === 0 || total === 0n)
      report(`registers[${register}]`, 'RegisterEmpty', { register })
  }

  for (const [number, clause] of monthly.entries()) {
    checkMonthly(clause, number, report)
    problems.push(...checkShares(clause.shares, clause.total, number, agreement, `monthly[${number}].shares`))
  }
  for (const [index, clause] of clauses.entries()) {
    const path = `clauses[${index}]`
    const number = monthly.length + index
    checkClause(clause, number, path, report)
    problems.push(...checkShares(clause.shares, clause.total, number, agreement, `${path}.shares`))
    if (clause.lock.otherwise.length > 0) {
      problems.push(...checkShares(clause.lock.otherwise, clause.total, number, agreement, `${path}.lock.otherwise`))
    }
  }
  const last = clauses.at(-1)
  if (last?.rateBps !== 10_000 || last.limit !== 0n || last.lock.by !== 0) report('clauses', 'LastClauseNotResidual')
  problems.push(
    ...checkContinuations(monthly, previous?.monthly.length ?? 0, 'monthly', 0),
    ...checkContinuations(clauses, previous?.clauses.length ?? 0, 'clauses', monthly.length),
  )
  return problems
}
