import { type Address, concat, getAddress, type Hex, isAddress, isHex, keccak256, stringToHex } from 'viem'
import { ConcordatError } from '../../errors/concordatError.ts'
import { ZERO_HASH } from '../../ids.ts'
import { agreementTypes } from '../../typedData.ts'
import { parseMonth } from '../months.ts'
import { checkAmendment } from './amendment.ts'
import { type ClauseContext, readClause, readMonthly } from './clauses.ts'
import type { AgreementNames, TermsContext } from './context.ts'
import type { FilledTermsFile } from './file.ts'
import { moneyPath, readMoney } from './money.ts'
import { attempt, collectProblems, type Problem, type Report } from './problems.ts'
import { proseOfFile } from './prose.ts'
import { readSchema } from './readSchema.ts'
import { parseDeadline, parseDuration, parseTimezone } from './times.ts'
import type { Agreement, Period } from './types.ts'
import { validateTerms } from './validate.ts'

/** Terms read from a file. */
export type ParsedTerms = {
  agreement: Agreement
  names: AgreementNames
  /** What is hashed and signed, still without the domain (chain and contract). */
  digestInput: { types: typeof agreementTypes; primaryType: 'Agreement'; message: Agreement }
}

/** The salted hash by which terms name the readable contract. */
export function proseHash(text: string, salt: Hex): Hex {
  return keccak256(concat([salt, stringToHex(text)]))
}

function hashNamed(given: string, known: Readonly<Record<string, Hex>> | undefined, code: string): Hex {
  const hash = known?.[given] ?? given
  if (isHex(hash) && hash.length === 66) return hash.toLowerCase() as Hex
  throw new ConcordatError(given.startsWith('0x') ? 'HashUnreadable' : code, { given })
}

function accountOfParty(given: string | undefined, name: string, context: TermsContext): Address {
  const account = given ?? context.accounts?.[name]
  if (account === undefined) throw new ConcordatError('AccountMissing', { given: name })
  if (!isAddress(account)) throw new ConcordatError('AccountUnreadable', { given: account })
  return getAddress(account)
}

function readPeriod({ period }: FilledTermsFile, report: Report): Period {
  if (!period) return { firstMonth: 0, utcOffsetMinutes: 0, closeAfter: 0 }
  return {
    firstMonth: attempt(report, 'period.firstMonth', () => parseMonth(period.firstMonth), 0),
    utcOffsetMinutes: attempt(report, 'period.timezone', () => parseTimezone(period.timezone), 0),
    closeAfter: attempt(report, 'period.closeAfter', () => parseDuration(period.closeAfter), 1),
  }
}

function reportNames(names: readonly string[], path: string, report: Report): void {
  for (const [index, given] of names.entries()) {
    if (names.indexOf(given) < index) report(`${path}[${index}].name`, 'NameTwice', { given })
  }
}

/** Reads a terms file and everything that is wrong with it; the terms are meaningless while there are problems. */
export function checkTerms(json: unknown, context: TermsContext): { parsed: ParsedTerms | null; problems: Problem[] } {
  const { problems: told, report: tell } = collectProblems()
  const { problems, report } = collectProblems()
  const { file, isTold } = readSchema(json, tell)
  if (!file) return { parsed: null, problems: told }
  const { previous, now } = context
  const period = readPeriod(file, report)
  const business = attempt(
    report,
    'business',
    () => hashNamed(file.business, context.businesses, 'BusinessUnknown'),
    ZERO_HASH,
  )
  const quorumOf = (given: string, path: string) =>
    attempt(report, path, () => hashNamed(given, context.quorums, 'QuorumNameUnknown'), `0x${'f'.repeat(64)}` as Hex)
  const quorum = quorumOf(file.quorum, 'quorum')
  const assetPath = moneyPath(file)
  const money = readMoney(file, context, quorum, report)
  const deadlineOf = (given: string, path: string) =>
    attempt(report, path, () => parseDeadline(given, now, period.utcOffsetMinutes), now)

  const parties = file.parties.map(({ name, role, account }, index) => ({
    role,
    account: attempt(
      report,
      `parties[${index}].account`,
      () => accountOfParty(account, name, context),
      `0x${(index + 1).toString(16).padStart(40, '0')}` as Address,
    ),
  }))
  const receivers = [...file.parties, ...file.registers].map(({ name }) => name)
  reportNames(receivers, 'parties', report)
  reportNames(
    [...file.monthly, ...file.clauses].map(({ name }) => name),
    'clauses',
    report,
  )

  const read: ClauseContext = {
    context,
    receivers,
    decimals: money.decimals,
    utcOffsetMinutes: period.utcOffsetMinutes,
    business,
    meters: {},
    milestones: {},
    report,
  }
  reportNames(file.attachments?.map(({ name }) => name) ?? [], 'attachments', report)
  const text = proseOfFile(file)
  if (file.basis && file.basis.tax !== 'none' && file.basis.rate === undefined) report('basis.rate', 'TaxRateMissing')
  if (file.basis?.tax === 'none' && file.basis.rate !== undefined) report('basis.rate', 'TaxRateUnused')
  const salt = attempt(
    report,
    'salt',
    () => hashNamed(file.salt ?? context.salt ?? ZERO_HASH, {}, 'HashUnreadable'),
    ZERO_HASH,
  )
  const agreement: Agreement = {
    money: { asset: money.id },
    parties,
    rules: {
      quorum,
      arbiters: file.arbiters === undefined ? ZERO_HASH : quorumOf(file.arbiters, 'arbiters'),
      business,
      signBy: deadlineOf(file.signBy, 'signBy'),
      endsAt: file.endsAt === undefined ? 0 : deadlineOf(file.endsAt, 'endsAt'),
      maxFreeze: attempt(report, 'maxFreeze', () => parseDuration(file.maxFreeze), 0),
      ordered: file.ordered,
      period,
      monthly: file.monthly.map((entry, index) => readMonthly(entry, `monthly[${index}]`, read)),
      clauses: file.clauses.map((entry, index) => readClause(entry, `clauses[${index}]`, read)),
      registers: file.registers.map(({ root, count, total }, index) => ({
        root: attempt(report, `registers[${index}].root`, () => hashNamed(root, {}, 'HashUnreadable'), ZERO_HASH),
        count,
        total: attempt(report, `registers[${index}].total`, () => wholeNumber(total), 1n),
      })),
    },
    prose: text === undefined ? ZERO_HASH : proseHash(text, salt),
    root: previous?.root ?? ZERO_HASH,
    previous: previous?.digest ?? ZERO_HASH,
  }
  const unsound = previous
    ? checkAmendment(agreement, { now, assetPath, previous: previous.agreement })
    : validateTerms(agreement, { now })
  problems.push(...unsound.filter(({ path }) => !problems.some(known => known.path.startsWith(`${path}.`))))

  const names: AgreementNames = {
    title: file.title,
    parties: file.parties.map(({ name }) => name),
    monthly: file.monthly.map(({ name }) => name),
    clauses: file.clauses.map(({ name }) => name),
    registers: file.registers.map(({ name }) => name),
    meters: read.meters,
    milestones: read.milestones,
    decimals: money.decimals,
    ...(file.currency === undefined ? {} : { currency: file.currency }),
    ...(money.processor ? { processor: money.processor } : {}),
    ...(file.basis === undefined ? {} : { basis: file.basis }),
    ...(text === undefined ? {} : { prose: { text, salt } }),
  }
  const digestInput = { types: agreementTypes, primaryType: 'Agreement', message: agreement } as const
  const found = [...told, ...problems.filter(problem => !isTold(problem))]
  return { parsed: { agreement, names, digestInput }, problems: found }
}

function wholeNumber(given: string): bigint {
  if (!/^\d{1,19}$/.test(given)) throw new ConcordatError('WholeNumberNeeded', { given })
  return BigInt(given)
}

/** Reads a terms file; throws TermsRefused with every problem at once. */
export function parseTerms(json: unknown, context: TermsContext): ParsedTerms {
  const { parsed, problems } = checkTerms(json, context)
  if (!parsed || problems.length > 0) throw new ConcordatError('TermsRefused', { problems })
  return parsed
}
