import { describe, expect, test } from 'vitest'
import { partyAccount } from '../../test/agreements.ts'
import { checkDraft } from './completeness.ts'
import { templates } from './templates.ts'

const hash = `0x${'ab'.repeat(32)}` as const
const now = 1_764_547_200
const context = {
  now,
  businesses: { default: hash },
  quorums: { default: hash, arbiters: hash },
  currencies: { XTS: { id: (9n << 160n) | 1n, decimals: 2 } },
  salt: hash,
}
const seats = [0, 1, 2, 3].map(partyAccount)

/** The template with everybody's account. */
function complete(name: keyof typeof templates, language: 'en' | 'zh' = 'en') {
  const file = templates[name](language, '2026-12')
  return { ...file, parties: file.parties.map((party, index) => ({ ...party, account: partyAccount(index) })) }
}
const codesOf = (file: unknown, more = {}) =>
  checkDraft(file, { ...context, ...more }).map(({ path, code }) => [path, code])

describe('checkDraft', () => {
  test.each(['en', 'zh'] as const)('default: every template is complete but for its accounts, in %s', language => {
    for (const name of Object.keys(templates) as (keyof typeof templates)[]) {
      const file = complete(name, language)
      expect(codesOf(file, { seats: seats.slice(0, file.parties.length) })).toEqual([])
      const bare = templates[name](language, '2026-12')
      expect(codesOf(bare, { seats: bare.parties.map(() => null) })).toEqual(
        bare.parties.map((_, index) => [`parties[${index}].account`, 'SeatEmpty']),
      )
    }
  })

  test('behavior: names every missing or contradictory field', () => {
    const file = complete('charging')
    const [first, ...rest] = file.clauses
    expect(codesOf({ ...file, clauses: [{ ...first, shares: { Investor: '55%' } }, ...rest] })).toEqual([
      ['clauses[0].shares', 'SharesDoNotSum'],
    ])
    expect(codesOf({ ...file, signBy: '2020-01-01' })).toEqual([['signBy', 'DeadlinePassed']])
    expect(codesOf({ ...file, signBy: 'soon' })).toEqual([['signBy', 'TimeUnreadable']])
    expect(codesOf({ ...file, endsAt: '2025-12-05', signBy: '2026-01-05' })).toEqual([['endsAt', 'EndsBeforeSigning']])
    expect(codesOf({ ...file, title: undefined })).toEqual([['title', 'FieldMissing']])
    expect(codesOf(file, { seats: [...seats.slice(0, 3), partyAccount(9)] })).toEqual([
      ['parties[3].account', 'SeatDiffers'],
    ])
    expect(codesOf({ clauses: 'nonsense', parties: 5 })).toContainEqual(['parties', 'FieldTypeWrong'])
  })
})

describe('figures against words', () => {
  const found = (prose: string) =>
    checkDraft({ ...complete('charging'), prose }, context).flatMap(({ code, args }) =>
      code === 'FigureAgainstWords' ? [`${args.figure}|${args.words}`] : [],
    )

  test.each([
    ['a rent of 1,100 (one thousand one hundred) per month'],
    ['1100 (eleven hundred)'],
    ['1,100.00 XTS (One Thousand and One Hundred) a month'],
    ['twenty-one (21) days, thirty percent (30%), ninety days (90 days)'],
    ['100 (one hundred), 100 (hundred), 1.5 million (one million five hundred thousand)'],
    ['1,100.50 (one thousand one hundred and 50/100)'],
    ['in 2025 (see annex two), clause 3 (two parties)'],
    ['12.5% (twelve point five percent)'],
    ['租金1,100元（壹仟壹佰元整）'],
    ['租金1,100.50元（人民币壹仟壹佰元伍角整）'],
    ['人民币壹仟壹佰元整（¥1,100.00）'],
    ['10日（十日）、15%（百分之十五）、10（壹拾）、1001（一千零一）、100万元（壹佰万元整）'],
    ['5.07元（伍元零柒分）'],
  ])('default: %s', prose => {
    expect(found(prose)).toEqual([])
  })

  test.each([
    ['a rent of 1,100 (one thousand two hundred) per month', '1,100|one thousand two hundred'],
    ['sixty (90) days', '90|sixty'],
    ['1,100.50 (one thousand one hundred)', '1,100.50|one thousand one hundred'],
    ['30% (thirteen percent)', '30|thirteen'],
    ['租金1,100元（壹仟贰佰元整）', '1,100|壹仟贰佰'],
    ['人民币壹仟壹佰元整（¥1,200.00）', '1,200.00|壹仟壹佰'],
    ['租金1,100.50元（壹仟壹佰元整）', '1,100.50|壹仟壹佰'],
    ['15%（百分之五十）', '15|五十'],
  ])('error: %s', (prose, expected) => {
    expect(found(prose)).toEqual([expected])
  })

  test('behavior: no text takes long', () => {
    const parts = [
      'one ',
      'one-',
      '1',
      '1,111',
      ',111',
      '一',
      '1 day ',
      '1 ',
      '1元 ',
      '一元',
      '1 (one one ',
      ' ',
      '(',
      'day',
    ]
    const at = performance.now()
    for (const part of parts) found(part.repeat(20_000))
    expect(performance.now() - at).toBeLessThan(8_000)
  })
})
