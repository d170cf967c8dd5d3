import { milestoneSubject } from '@concordat/sdk/ids.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { parseTerms } from '@concordat/sdk/splits/terms/parse.ts'
import i18next, { type TFunction } from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { en } from '../../locales/en.ts'
import { zh } from '../../locales/zh.ts'
import { bindFormat } from '../useFormat.ts'
import { describeTerms } from './describeTerms.ts'

const business = `0x${'b'.repeat(64)}` as const
const quorum = `0x${'a'.repeat(64)}` as const
const account = (digit: number) => `0x${String(digit).repeat(40)}`

const file: SplitsTermsFile = {
  title: 'Charging site',
  business,
  quorum,
  currency: 'XTS',
  parties: [
    { name: 'Ada', role: 'investor', account: account(1) },
    { name: 'Ben', role: 'operator', account: account(2) },
  ],
  signBy: '2026-01-31T12:00:00Z',
  period: { timezone: '+08:00', firstMonth: '2026-02', closeAfter: 'P15D' },
  monthly: [
    { name: 'Rent', amount: '1,500.00', unmet: 'carried', shares: { Ben: 1 } },
    {
      name: 'Power',
      price: { amount: '0.0525', meter: 'station', unit: 'kWh', default: '20000' },
      rate: '60%',
      unmet: 'dropped',
      shares: { Ada: 1, Ben: 3 },
    },
  ],
  clauses: [
    {
      name: 'Retention',
      rate: '5%',
      limit: '6,000.00',
      shares: { Ben: 4 },
      lock: { milestone: 'accepted', by: '2026-12-31T00:00:00Z', otherwise: { Ada: 3, Ben: 1 } },
    },
    { name: 'Recoup', limit: '60,000.00', shares: { Ada: 1 } },
    { name: 'Rest', shares: { Ada: '40%', Ben: '60%' } },
  ],
}

const { agreement, names } = parseTerms(file, {
  now: Date.UTC(2026, 0, 1) / 1000,
  currencies: { XTS: { id: (9n << 160n) | 1n, decimals: 2 } },
})

function describeIn(language: 'en' | 'zh') {
  const t = i18next.getFixedT(language) as TFunction
  const texts = describeTerms(agreement, {
    t,
    format: bindFormat(language === 'zh' ? 'zh-CN' : 'en'),
    asset: { symbol: 'XTS', decimals: 2 },
    partyName: index => names.parties[index] ?? '',
    meterOf: () => ({ name: 'station', unit: 'kWh', decimals: 3 }),
    milestoneOf: subject => (subject === milestoneSubject(business, 'accepted') ? 'accepted' : null),
  })
  return texts.clauses.map(({ title, sentences }) => [title, ...sentences].join(' | ').replaceAll('\u00a0', ' '))
}

beforeAll(async () => {
  await i18next.init({
    lng: 'en',
    resources: { en: { translation: en }, zh: { translation: zh } },
    interpolation: { escapeValue: false },
  })
})

describe('describeTerms', () => {
  test('behavior: the account that receives the money, and the basis', () => {
    const told = (language: 'en' | 'zh') => {
      const { general } = describeTerms(agreement, {
        t: i18next.getFixedT(language) as TFunction,
        format: bindFormat(language === 'zh' ? 'zh-CN' : 'en'),
        asset: { symbol: 'XTS', decimals: 2 },
        processor: { rail: 'stripe', account: 'acct_1a2b3c', reserve: { rateBps: 500, duration: 90 * 86_400 } },
        basis: { fees: 'business', tax: 'none' },
        partyName: String,
        meterOf: () => ({ name: 'station', unit: 'kWh', decimals: 3 }),
        milestoneOf: () => null,
      })
      return general.join(' ').replaceAll('\u00a0', ' ')
    }
    expect(told('en')).toContain(
      'The money is received at Stripe acct_1a2b3c. It withholds 5% of each payment for 90 days.',
    )
    expect(told('en')).toContain('No tax is charged on what payers pay.')
    expect(told('zh')).toContain('款项由 Stripe 账户 acct_1a2b3c 收取。 该账户从每笔付款中留存 5%，为期 90天。')
  })

  test('default: every clause in English', () => {
    const [rent, power, retention, recoup, rest] = describeIn('en')
    expect(rent).toBe(
      'Monthly payment | Every month XTS 1,500.00 is due. | It goes to Ben. | It is paid before everything that follows, out of the month’s revenue. | What the month’s revenue does not cover stays due in the following months.',
    )
    expect(power).toBe(
      'Price per kWh | Every month XTS 0.0525 is due for each kWh that station counts. | It is shared: 25% to Ada and 75% to Ben. | At most 60% of what is left of the month’s revenue is used for it. | What the month’s revenue does not cover lapses. | If a month is closed without a reading, 20,000 kWh count.',
    )
    expect(retention).toContain(
      '5% of the revenue that is left after the clauses before is used here, until XTS 6,000.00',
    )
    expect(retention).toContain('It is set aside until “accepted” is confirmed')
    expect(retention).toContain('the money is shared instead: 75% to Ada and 25% to Ben.')
    expect(recoup).toContain(
      'All revenue that is left after the clauses before is used here first, until XTS 60,000.00',
    )
    expect(rest).toBe(
      'Remaining revenue | Everything that is left after the clauses before is shared here. | It is shared: 40% to Ada and 60% to Ben.',
    )
  })

  test('behavior: the same in Chinese', () => {
    const [rent, power] = describeIn('zh')
    expect(rent).toContain('每月应付 XTS 1,500.00。')
    expect(power).toContain('每 kWh XTS 0.0525')
    expect(power).toContain('按 20,000 kWh 计算')
  })

  test('behavior: a clause that comes first speaks of all revenue', () => {
    const alone = { ...agreement, rules: { ...agreement.rules, monthly: [] } }
    const text = describeTerms(alone, {
      t: i18next.getFixedT('en') as TFunction,
      format: bindFormat('en'),
      asset: { symbol: 'XTS', decimals: 2 },
      partyName: String,
      meterOf: () => ({ name: '', unit: '', decimals: 3 }),
      milestoneOf: () => null,
    })
    expect(text.clauses[0]?.sentences[0]).toContain('5% of all revenue is used here')
    expect(text.clauses[0]?.sentences.join(' ')).toContain('until the agreed milestone is confirmed')
  })
})
