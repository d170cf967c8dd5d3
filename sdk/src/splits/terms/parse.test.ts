import { describe, expect, test } from 'vitest'
import { partyAccount } from '../../../test/agreements.ts'
import { termsContext, termsFile } from '../../../test/chargingSite.ts'
import { meterId, milestoneSubject, topics } from '../../ids.ts'
import { agreementDigest } from './digest.ts'
import { decodeTerms, encodeTerms } from './encode.ts'
import { formatTerms } from './format.ts'
import { checkTerms, parseTerms } from './parse.ts'

const splits = partyAccount(8)

/** A change to a file: where, and the new value; undefined removes it. */
type Change = [path: string, value: unknown]

/** The problems of the example's terms after some changes, as "path code". */
function problemsOf(...changes: Change[]): string[] {
  const file = termsFile()
  for (const [path, value] of changes) {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    const target = keys.reduce((node, key) => node[key], file)
    if (value === undefined) delete target[last]
    else target[last] = value
  }
  return checkTerms(file, termsContext).problems.map(({ path, code }) => `${path} ${code}`)
}

describe('parseTerms', () => {
  const { agreement, names, digestInput } = parseTerms(termsFile(), termsContext)
  const { rules } = agreement

  test('default', () => {
    expect(agreement.parties.map(({ role }) => role)).toEqual(['investor', 'builder', 'operator', 'user'])
    expect(rules.signBy).toBe(termsContext.now + 30 * 86_400)
    expect(rules.endsAt).toBe(Date.UTC(2035, 11, 31, 15, 59, 59) / 1000)
    expect(rules.period).toEqual({ firstMonth: 670, utcOffsetMinutes: 480, closeAfter: 15 * 86_400 })
    expect(rules.monthly.map(({ amount }) => amount)).toEqual([110_000n, 0n, 28_000n])
    expect(rules.monthly[1]).toMatchObject({
      price: 85n,
      perQuantity: 10_000n,
      meter: meterId('energy'),
      defaultQuantity: 2_000_000n,
      rateBps: 7_000,
      carried: true,
    })
    expect(rules.monthly[2]).toMatchObject({ carried: false, total: 3, rateBps: 2_500 })
    expect(rules.clauses.map(({ limit }) => limit)).toEqual([600_000n, 80_000n, 400_000n, 250_000n, 0n])
    expect(rules.clauses[1]?.lock).toEqual({
      topic: topics.milestone,
      subject: milestoneSubject(rules.business, 'accepted'),
      by: termsContext.now + 180 * 86_400,
      otherwise: [
        { party: 0, weight: 50 },
        { party: 3, weight: 50 },
      ],
    })
    expect(names.milestones).toEqual({ [milestoneSubject(rules.business, 'accepted')]: 'accepted' })
    expect(digestInput.message).toBe(agreement)
  })

  test('behavior: bytes and file lead back to the same terms', () => {
    expect(decodeTerms(encodeTerms(agreement))).toEqual(agreement)
    const file = formatTerms(agreement, names)
    const again = parseTerms(file, { ...termsContext, now: 0 }).agreement
    expect(agreementDigest(again, 1, splits)).toBe(agreementDigest(agreement, 1, splits))
    expect(agreementDigest(agreement, 2, splits)).not.toBe(agreementDigest(agreement, 1, splits))
  })

  test('behavior: prose counts with its salt', () => {
    const salted = parseTerms(termsFile(), { ...termsContext, salt: `0x${'01'.repeat(32)}` })
    expect(salted.agreement.prose).not.toBe(agreement.prose)
  })

  test('behavior: an amendment continues clauses by name', () => {
    const file = termsFile()
    file.monthly[1].continues = 'Operation per kWh'
    file.clauses[0].continues = 'Recoup'
    const previous = { root: topics.month, digest: topics.refund, agreement, names }
    const amended = parseTerms(file, { ...termsContext, previous }).agreement
    expect(amended).toMatchObject({ root: topics.month, previous: topics.refund })
    expect(amended.rules.monthly[1]?.continues).toBe(2)
    expect(amended.rules.clauses[0]?.continues).toBe(1)
    const named = formatTerms(amended, names, names)
    expect(parseTerms(named, { ...termsContext, previous }).agreement).toEqual(amended)
  })

  test('behavior: divisions of different totals meet in a common one', () => {
    const file = termsFile()
    file.clauses[1].shares = { Builder: 2, Operator: 1 }
    const { shares, total, lock } = parseTerms(file, termsContext).agreement.rules.clauses[1] ?? {}
    expect(total).toBe(300)
    expect(shares?.map(({ weight }) => weight)).toEqual([200, 100])
    expect(lock?.otherwise.map(({ weight }) => weight)).toEqual([150, 150])
  })

  test('error: TermsRefused', () => {
    const file = { ...termsFile(), currency: 'EUR' }
    expect(() => parseTerms(file, termsContext)).toThrow(expect.objectContaining({ code: 'TermsRefused' }))
  })

  test('error: TermsUnreadable', () => {
    expect(() => decodeTerms('0x1234')).toThrow(expect.objectContaining({ code: 'TermsUnreadable' }))
  })
})

describe('checkTerms', () => {
  test('behavior: every problem is reported at once, with its place', () => {
    const problems = problemsOf(
      ['currency', 'EUR'],
      ['signBy', 'soon'],
      ['monthly.0.amount', '1,100.001'],
      ['monthly.1.rate', '102%'],
      ['monthly.2.shares', { Builder: 1.5, Nobody: 1 }],
      ['clauses.0.shares', { Investor: '102%' }],
      ['clauses.1.lock', { milestone: 'accepted' }],
      ['clauses.4.limit', '5'],
    )
    expect(problems).toEqual([
      'currency CurrencyUnknown',
      'signBy TimeUnreadable',
      'monthly[0].amount AmountUnreadable',
      'monthly[2].shares.Builder WholeNumberNeeded',
      'monthly[2].shares.Nobody NameUnknown',
      'monthly[1].rate RateAboveOne',
      'clauses[0].shares SharesDoNotSum',
      'clauses[1].lock.by LockWithoutDeadline',
      'clauses[1].lock.otherwise LockWithoutDefault',
      'clauses LastClauseNotResidual',
    ])
  })

  test('error: SharesDoNotSum says what was given and what is expected', () => {
    const file = termsFile()
    file.clauses[4].shares = { Investor: '20%', Builder: '10%', Operator: '45%', 'Site user': '27%' }
    expect(checkTerms(file, termsContext).problems).toEqual([
      {
        path: 'clauses[4].shares',
        code: 'SharesDoNotSum',
        args: { clause: 7, given: 102, expected: 100 },
        message: 'The shares of clause 8 add up to 102 instead of 100; change them so that they add up exactly.',
      },
    ])
  })

  test.each([
    ['parties[1].account AccountMissing', 'parties.1.name', 'Somebody'],
    ['parties[0].account AccountUnreadable', 'parties.0.account', '0x12'],
    ['parties[1].account PartyTwice', 'parties.1.account', partyAccount(0)],
    ['parties[1].name NameTwice', 'parties.1.name', 'Investor'],
    ['business BusinessUnknown', 'business', 'elsewhere'],
    ['quorum QuorumNameUnknown', 'quorum', 'elsewhere'],
    ['quorum HashUnreadable', 'quorum', '0x12'],
    ['signBy DeadlinePassed', 'signBy', '2025-01-01'],
    ['signBy TimeUnreadable', 'signBy', '2026-02-30'],
    ['maxFreeze DurationUnreadable', 'maxFreeze', 'P1M'],
    ['period.timezone TimezoneUnreadable', 'period.timezone', 'Asia/Shanghai'],
    ['period.firstMonth MonthUnreadable', 'period.firstMonth', '2025-13'],
    ['monthly MonthlyWithoutPeriod', 'period', undefined],
    ['monthly[1].price.amount PriceTooFine', 'monthly.1.price.amount', '0.0123456789'],
    ['monthly[0] NothingDue', 'monthly.0.amount', undefined],
    ['monthly[0].rate RateUnreadable', 'monthly.0.rate', '12.345%'],
    ['monthly[2].shares SharesMixed', 'monthly.2.shares', { Builder: '50%', Operator: 50 }],
    ['monthly[2].shares.Builder ShareUnreadable', 'monthly.2.shares.Builder', 'half'],
    ['monthly[2].shares[0].weight ShareEmpty', 'monthly.2.shares', { Builder: 0, Operator: 1 }],
    ['clauses[0].limit LimitZero', 'clauses.0.limit', '0'],
    ['clauses[0].continues ContinuesUnknown', 'clauses.0.continues', 'Recoup'],
    ['clauses[0] FieldUnknown', 'clauses.0.cap', '5'],
    ['title FieldMissing', 'title', undefined],
    ['title FieldMissing', 'title', '  '],
    ['title FieldTooLong', 'title', 'x'.repeat(201)],
    ['title FieldTypeWrong', 'title', 5],
    ['monthly[0].unmet FieldNotAChoice', 'monthly.0.unmet', 'kept'],
    ['signBy FieldMissing', 'signBy', ''],
    ['currency MoneyMissing', 'currency', undefined],
  ])('error: %s', (expected, path, value) => {
    expect(problemsOf([path, value])).toContain(expected)
  })
})
