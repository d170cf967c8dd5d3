import { describe, expect, test } from 'vitest'
import { partyAccount } from '../../../test/agreements.ts'
import { termsContext, termsFile } from '../../../test/chargingSite.ts'
import { isSameContent, withContinuations } from './amendment.ts'
import { fallbackNames } from './fallbackNames.ts'
import { formatNextVersion } from './nextVersion.ts'
import { parseTerms } from './parse.ts'

const { agreement, names } = parseTerms(termsFile(), termsContext)
const root = `0x${'ab'.repeat(32)}` as const
const later = termsContext.now + 200 * 86_400
/** Reads a file as the version after the example's. */
const read = (file: unknown, more = {}) =>
  parseTerms(file, {
    ...termsContext,
    now: termsContext.now + 1,
    previous: { root, digest: root, agreement, names },
    ...more,
  })

describe('formatNextVersion', () => {
  const file = formatNextVersion(agreement, names)

  test('default: every clause goes on, dates and percentages as people write them', () => {
    expect(file).toMatchObject({ signBy: 'P30D', endsAt: '2035-12-31' })
    expect(file.monthly?.map(({ continues }) => continues)).toEqual([
      'Rent',
      'Operation per kWh',
      'Maintenance allowance',
    ])
    expect(file.monthly?.[1]?.price).toMatchObject({ amount: '0.085', decimals: 3 })
    expect(file.monthly?.[2]?.shares).toEqual({ Builder: 2, Operator: 1 })
    expect(file.clauses[1]).toMatchObject({
      continues: 'Retention of the builder',
      shares: { Builder: '100%' },
      lock: { otherwise: { Investor: '50%', 'Site user': '50%' } },
    })
    expect(JSON.stringify(file)).not.toContain('"total":3')
  })

  test('behavior: it is read as the same terms, by whatever names', () => {
    const next = read(file).agreement
    expect(next).toMatchObject({ root, previous: root })
    expect(isSameContent(next, agreement)).toBe(true)

    const fallback = fallbackNames(agreement, { title: 'Site', decimals: 2, currency: 'XTS' })
    const own = formatNextVersion(agreement, fallback)
    expect(own.clauses[0]).toMatchObject({ name: 'clause 4', continues: 'clause 4' })
    expect(own.parties.map(({ name }) => name)).toEqual(['Investor', 'Builder', 'Operator', 'User'])
    const previous = { root, digest: root, agreement, names: fallback }
    const again = read({ ...own, prose: names.prose?.text, salt: names.prose?.salt }, { previous }).agreement
    expect(again.rules.monthly).toEqual(withContinuations(agreement).rules.monthly)
    expect(isSameContent(again, agreement)).toBe(true)
  })

  test('behavior: prices keep all their decimals, whole totals of any hundreds their percentages', () => {
    const changed = termsFile()
    changed.monthly[1].price.amount = '0.0850'
    changed.clauses[4].shares = { Investor: '20.50%', Builder: '9.50%', Operator: '45.00%', 'Site user': '25.00%' }
    const before = parseTerms(changed, termsContext)
    const next = formatNextVersion(before.agreement, before.names)
    expect(next.monthly?.[1]?.price?.amount).toBe('0.0850')
    expect(next.clauses[4]?.shares).toMatchObject({ Investor: '20.50%', Operator: '45.00%' })
    const previous = { root, digest: root, ...before }
    expect(isSameContent(read(next, { previous }).agreement, before.agreement)).toBe(true)
  })
})

describe('fallbackNames', () => {
  test('behavior: no two receivers share a name', () => {
    const parties = ['landlord', 'landlord', 'x'.repeat(100)].map((role, index) => ({
      role,
      account: partyAccount(index),
    }))
    const register = { root, count: 1, total: 1n }
    const terms = { ...agreement, parties, rules: { ...agreement.rules, registers: [register] } }
    const { parties: given, registers } = fallbackNames(terms, { title: 't', decimals: 2, register: () => 'Landlord' })
    expect(given).toEqual(['Landlord', 'Landlord 2', `X${'x'.repeat(69)}`])
    expect(registers).toEqual(['Landlord 3'])
  })
})

describe('an amendment that is refused', () => {
  const refused = (change: (file: ReturnType<typeof termsFile>) => void, more = {}) => {
    const file = structuredClone(formatNextVersion(agreement, names))
    change(file)
    try {
      read(file, more)
    } catch (error) {
      const { problems } = (error as { args: { problems: { path: string; code: string }[] } }).args
      return problems.map(({ path, code }) => `${path} ${code}`)
    }
    return []
  }

  test('error: another business, other nodes, other units', () => {
    const other = `0x${'33'.repeat(32)}`
    const units = { currencies: { XTS: { id: (7n << 160n) | 1n, decimals: 2 } } }
    expect(refused(file => Object.assign(file, { business: other }), units)).toContain('business BusinessChanged')
    expect(refused(file => Object.assign(file, { quorum: other }), units)).toContain('quorum QuorumChanged')
    expect(refused(() => {}, units)).toEqual(['currency AssetChanged'])
  })

  test('error: LockPassed, EndsBeforeSigning, FirstMonthChanged, MeterChanged, ContinuesUnknown', () => {
    expect(refused(() => {}, { now: later })).toEqual(['clauses[1].lock.by LockPassed'])
    expect(refused(file => Object.assign(file, { endsAt: '2026-09-30' }))).toEqual(['endsAt EndsBeforeSigning'])
    expect(refused(file => Object.assign(file.period, { firstMonth: '2025-12' }))).toEqual([
      'period.firstMonth FirstMonthChanged',
    ])
    expect(refused(file => Object.assign(file.monthly[1].price, { meter: 'heat' }))).toEqual([
      'monthly[1].price.meter MeterChanged',
    ])
    expect(refused(file => Object.assign(file.clauses[0], { continues: 'Nothing' }))).toEqual([
      'clauses[0].continues ContinuesUnknown',
    ])
    expect(refused(file => Object.assign(file.clauses[0], { continues: 'First tier' }))).toEqual([
      'clauses[2].continues ContinuedTwice',
    ])
  })

  test('behavior: a clause that begins anew may name another meter, a first version any month', () => {
    const anew = (file: ReturnType<typeof termsFile>) => {
      file.monthly[1].price.meter = 'heat'
      delete file.monthly[1].continues
    }
    expect(refused(anew)).toEqual([])
    expect(refused(file => Object.assign(file.period, { timezone: '+09:00' }))).toEqual([])
  })
})
