import { describe, expect, test } from 'vitest'
import { termsContext, termsFile } from '../../../test/chargingSite.ts'
import { currencyUnit } from '../../currencies.ts'
import { splitLedgerId } from '../../ids.ts'
import type { ProcessorAccount } from '../../payments/processor.ts'
import { formatTerms } from './format.ts'
import { checkTerms, parseTerms } from './parse.ts'

const file = (change: object) => ({ ...termsFile(), ...change })
const codesOf = (change: object) =>
  checkTerms(file(change), termsContext).problems.map(({ path, code }) => `${path} ${code}`)
const account: ProcessorAccount = { rail: 'stripe', account: 'acct_1' }
const reserve = { rate: '5.5%', duration: 'P90D' }

describe('readMoney', () => {
  test('default', () => {
    const { agreement, names } = parseTerms(file({ processor: { ...account, reserve } }), termsContext)
    const processor = { ...account, reserve: { rateBps: 550, duration: 90 * 86_400 } }
    expect(names.processor).toEqual(processor)
    const { quorum, business } = agreement.rules
    const { issuer: payments } = splitLedgerId(parseTerms(termsFile(), termsContext).agreement.money.asset)
    expect(agreement.money.asset).toBe(currencyUnit('XTS', { quorum, business, processor, payments }).id)
    expect(formatTerms(agreement, names).processor).toEqual({ ...account, reserve })
    expect(parseTerms(formatTerms(agreement, names), termsContext).agreement.money).toEqual(agreement.money)
  })

  test('behavior: an account by name is the account written out', () => {
    const named = parseTerms(file({ processor: 'till' }), { ...termsContext, processors: { till: account } })
    expect(named.agreement).toEqual(parseTerms(file({ processor: account }), termsContext).agreement)
  })

  test('behavior: without one the business keeps the account', () => {
    const { agreement, names } = parseTerms(termsFile(), termsContext)
    expect(names.processor).toBeUndefined()
    expect(formatTerms(agreement, names)).not.toHaveProperty('processor')
  })

  test('error: an account that is none, unknown, without a currency, or with a reserve nobody can keep', () => {
    expect(codesOf({ processor: { rail: 'bank', account: 'acct_1' } })).toEqual([
      'processor.account ProcessorAccountInvalid',
    ])
    expect(codesOf({ processor: 'till' })).toEqual(['processor ProcessorNameUnknown'])
    const asset = { currency: undefined, asset: '0x1', decimals: 2 }
    expect(codesOf({ ...asset, processor: account })).toEqual(['processor ProcessorWithoutCurrency'])
    const tooMuch = { ...account, reserve: { rate: '101%', duration: 'P90D' } }
    expect(codesOf({ processor: tooMuch })).toEqual(['processor ReserveOutOfRange'])
    expect(codesOf({ processor: { ...account, reserve: { ...reserve, rate: '5' } } })).toEqual([
      'processor RateUnreadable',
    ])
  })
})
