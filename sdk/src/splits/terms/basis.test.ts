import { describe, expect, test } from 'vitest'
import { termsContext, termsFile } from '../../../test/chargingSite.ts'
import { checkDraft } from '../../drafts/completeness.ts'
import { withJournal } from '../../drafts/journal.ts'
import { ZERO_HASH } from '../../ids.ts'
import { Basis, basisLines, splitBasis } from './basis.ts'
import { agreementDigest } from './digest.ts'
import type { SplitsTermsFile } from './file.ts'
import { formatTerms } from './format.ts'
import { checkTerms, parseTerms } from './parse.ts'

/** The example as it was before there was a basis. */
function plainFile(): SplitsTermsFile {
  const { basis: _, ...file } = termsFile()
  return file
}

const salt = `0x${'5'.repeat(64)}` as const
const basis = { fees: 'business', tax: 'inclusive', rate: 'VAT 19% ($& {{rate}})' } as const
const digestOf = (file: SplitsTermsFile) =>
  agreementDigest(parseTerms(file, termsContext).agreement, 31337, `0x${'8'.repeat(40)}`)

describe('basis of fees and tax', () => {
  test('default: it is signed, in both languages, whatever the prose is written in', () => {
    const { prose } = parseTerms({ ...plainFile(), basis, salt }, termsContext).names
    expect(prose?.text.split('\n').slice(-4)).toEqual([
      'Fees: The business bears the processor’s fees with money of its own: what was paid is divided in full.',
      'Tax: What payers pay includes tax: VAT 19% ($& {{rate}}).',
      '手续费：支付机构的手续费由经营方以自有资金承担，所收款项全额分配。',
      '税：付款人所付金额含税：VAT 19% ($& {{rate}})。',
    ])
    const digests = [undefined, basis, { ...basis, fees: 'parties' as const }, { ...basis, rate: 'VAT 20%' }].map(
      each => digestOf({ ...plainFile(), salt, ...(each ? { basis: each } : {}) }),
    )
    expect(new Set(digests).size).toBe(4)
  })

  test('behavior: terms without it keep their digest', () => {
    // The digest of the example before there was a basis.
    expect(digestOf({ ...plainFile(), salt })).toMatchInlineSnapshot(
      `"0xdb12170dc7daab047a4361b91d112f650ce1f864c8359668762f156582ff345a"`,
    )
  })

  test('behavior: whatever it says is read back from the prose', () => {
    for (const fees of Basis.shape.fees.options)
      for (const tax of Basis.shape.tax.options)
        for (const prose of [undefined, 'One.\n\nTwo.']) {
          const said = { fees, tax, ...(tax === 'none' ? {} : { rate: '增值税 6%: 。' }) }
          const text = [prose, basisLines(said)].filter(part => part !== undefined).join('\n\n')
          expect(splitBasis(text)).toEqual({ text: prose, basis: said })
        }
    expect(splitBasis('Fees: none.')).toEqual({ text: 'Fees: none.' })
    expect(splitBasis(`${basisLines(basis)}\n`).basis).toBeUndefined()
  })

  test('behavior: a file made of terms states it apart, and gives the same digest', () => {
    const file = { ...plainFile(), basis, salt }
    const { agreement, names } = parseTerms(file, termsContext)
    const again = formatTerms(agreement, names)
    expect(again.basis).toEqual(basis)
    expect(again.prose).toBe(file.prose)
    expect(parseTerms(again, termsContext).agreement.prose).toBe(agreement.prose)
  })

  test('behavior: proposed with its journal, it is in the prose once', () => {
    const proposed = withJournal({ ...plainFile(), basis, salt }, ZERO_HASH)
    expect(proposed.basis).toBeUndefined()
    expect(proposed.prose?.split(basisLines(basis))).toHaveLength(2)
    expect(proposed.prose?.endsWith(`Journal: ${ZERO_HASH}`)).toBe(true)
  })

  test('error: a tax without its rate, a rate without a tax, and more lines', () => {
    const codesOf = (given: unknown) =>
      checkTerms({ ...plainFile(), basis: given }, termsContext).problems.map(({ path, code }) => `${path} ${code}`)
    expect(codesOf({ fees: 'business', tax: 'exclusive' })).toEqual(['basis.rate TaxRateMissing'])
    expect(codesOf({ fees: 'business', tax: 'none', rate: 'VAT 0%' })).toEqual(['basis.rate TaxRateUnused'])
    expect(codesOf({ ...basis, rate: 'VAT\nTax: none' })).toEqual(['basis.rate FieldUnreadable'])
    expect(codesOf({ ...basis, fees: 'nobody' })).toEqual(['basis.fees FieldNotAChoice'])
  })

  test('error: BasisMissing in a draft whose money lies at a processor, unless it changes terms without', () => {
    const file = { ...plainFile(), processor: { rail: 'stripe' as const, account: 'acct_1a2b3c4d5e' } }
    const isMissing = (given: object, base?: SplitsTermsFile) =>
      checkDraft(given, { ...termsContext, ...(base ? { base } : {}) }).some(({ code }) => code === 'BasisMissing')
    expect(isMissing(file)).toBe(true)
    expect(isMissing({ ...file, basis })).toBe(false)
    expect(isMissing(plainFile())).toBe(false)
    expect(isMissing(file, file)).toBe(false)
    expect(isMissing(file, { ...file, basis })).toBe(true)
  })
})
