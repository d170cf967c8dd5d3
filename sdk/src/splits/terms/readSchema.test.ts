import { describe, expect, test } from 'vitest'
import { termsContext, termsFile } from '../../../test/chargingSite.ts'
import { checkDraft } from '../../drafts/completeness.ts'
import { checkTerms } from './parse.ts'

const problemsOf = (file: unknown) => checkTerms(file, termsContext).problems.map(({ path, code }) => `${path} ${code}`)
type Loose = Record<string, never>
/** The example after a change that makes it none. */
function broken(change: (file: Record<string, Loose & Loose[]>) => void) {
  const file = termsFile()
  change(file)
  return file
}

describe('a terms file with missing fields', () => {
  test('default: each is a problem of its own, and does not hide what else is wrong', () => {
    const file = broken(given => {
      delete given.signBy
      delete given.clauses?.[0]?.shares
      delete given.parties?.[1]?.role
      Object.assign(given.clauses?.at(-1) ?? {}, { limit: '0' })
      Object.assign(given.parties?.[2] ?? {}, { account: '0x12' })
    })
    expect(problemsOf(file).sort()).toEqual([
      'clauses[0].shares FieldMissing',
      `clauses[${termsFile().clauses.length - 1}].limit LimitZero`,
      'parties[1].role FieldMissing',
      'parties[2].account AccountUnreadable',
      'signBy FieldMissing',
    ])
  })

  test('behavior: one said of a stand-in is not told', () => {
    const cases: [string, (file: Record<string, Loose & Loose[]>) => void][] = [
      ['parties[0].name FieldMissing', given => delete given.parties?.[0]?.name],
      ['period.closeAfter FieldMissing', given => delete (given.period as unknown as Loose).closeAfter],
      ['monthly[0].shares FieldMissing', given => delete given.monthly?.[0]?.shares],
      ['monthly[0].unmet FieldMissing', given => delete given.monthly?.[0]?.unmet],
      ['basis.tax FieldMissing', given => delete (given.basis as unknown as Loose).tax],
      ['currency FieldTypeWrong', given => Object.assign(given, { currency: 5 })],
      ['cap FieldUnknown', given => Object.assign(given, { cap: 5 })],
    ]
    for (const [expected, change] of cases) {
      const found = problemsOf(broken(change)).map(each => each.replace('terms FieldUnknown', 'cap FieldUnknown'))
      // A party without a name is named by nobody's shares either.
      expect(found.filter(each => !each.endsWith('NameUnknown') && !each.endsWith('AccountMissing'))).toEqual([
        expected,
      ])
    }
  })

  test('behavior: of a processor account that somebody began, what is missing in it', () => {
    const codesOf = (processor: unknown) => problemsOf({ ...termsFile(), processor })
    expect(codesOf({ rail: 'stripe' })).toEqual(['processor.account FieldMissing'])
    expect(codesOf({ rail: 'stripe', account: '' })).toEqual(['processor.account FieldMissing'])
    expect(codesOf({ account: 'acct_1' })).toEqual(['processor.rail FieldMissing'])
    expect(codesOf({ rail: 'stripe', account: 'acct_1a2b3c', reserve: { rate: '5%' } })).toEqual([
      'processor.reserve.duration FieldMissing',
    ])
    expect(codesOf('')).toEqual(['processor FieldMissing'])
  })

  test('behavior: an empty object has a problem for everything it needs', () => {
    const found = checkDraft({}, termsContext).map(({ path, code }) => `${path} ${code}`)
    expect(found).toEqual(
      ['title', 'parties', 'signBy', 'clauses'].map(path => `${path} FieldMissing`).concat('currency MoneyMissing'),
    )
  })

  test('error: no object at all', () => {
    expect(problemsOf(5)).toEqual(['terms FieldTypeWrong'])
    expect(problemsOf(undefined)).toEqual(['terms FieldMissing'])
  })

  test('behavior: every sentence is one', () => {
    const { problems } = checkTerms({ parties: 5, clauses: [{ name: '' }], title: 'x'.repeat(300) }, termsContext)
    expect(problems.map(({ path, message }) => `${path}: ${message}`)).toMatchInlineSnapshot(`
      [
        "title: This has 300 characters; shorten it to at most 200.",
        "parties: Here stands a number where a list is needed; write it that way.",
        "signBy: The terms do not say this yet; state it.",
        "clauses[0].name: The terms do not say this yet; state it.",
        "clauses[0].shares: The terms do not say this yet; state it.",
        "currency: The terms name no money; state a currency, or an asset with its decimals.",
      ]
    `)
  })
})
