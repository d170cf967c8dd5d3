import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import { sentences } from '@concordat/sdk/errors/sentences.ts'
import { BaseError, ContractFunctionRevertedError, encodeErrorResult, parseAbi, UserRejectedRequestError } from 'viem'
import { describe, expect, test } from 'vitest'
import { ApiError } from './api.ts'
import { describeCode, describeError } from './messages.ts'
import { en } from './reasons/en.ts'
import { zh } from './reasons/zh.ts'

describe('describeError', () => {
  test('default: a refusal of the server, by its code', () => {
    const error = new ApiError(404, { code: 'NotFound', message: 'There is nothing at /x.' })
    expect(describeError(error, 'zh')).toEqual({ code: 'NotFound', sentence: zh.NotFound, detail: null })
  })

  test('behavior: the evidence of a refusal is in the sentence', () => {
    const error = new ApiError(422, { code: 'TimezoneUnreadable', message: 'CET?', details: { given: 'CET' } })
    expect(describeError(error, 'zh').sentence).toContain('“CET”')
    expect(describeError(error, 'en').sentence).toBe('CET?')
  })

  test('behavior: an error of the sdk keeps its words', () => {
    const error = new ConcordatError('MonthUnreadable', { given: '2025-13' })
    expect(describeError(error, 'en').sentence).toBe(error.shortMessage)
  })

  test('behavior: a revert is named by the contract', () => {
    const abi = parseAbi(['error DeadlinePassed(uint40 deadline)'])
    const data = encodeErrorResult({ abi, errorName: 'DeadlinePassed', args: [1_700_000_000] })
    const revert = new ContractFunctionRevertedError({ abi, data, functionName: 'sign' })
    const described = describeError(new BaseError('failed', { cause: revert }), 'en')
    expect(described.code).toBe('DeadlinePassed')
    expect(described.sentence).toContain('2023-11-14')
  })

  test('behavior: a rejection in the wallet changes nothing', () => {
    const error = new BaseError('failed', { cause: new UserRejectedRequestError(new Error('no')) })
    expect(describeError(error, 'zh').sentence).toBe(zh.WalletRefused)
  })

  test('behavior: without a sentence the words that came along are shown', () => {
    const described = describeError(new ApiError(418, { code: 'Teapot', message: 'Short and stout.' }), 'en')
    expect(described).toEqual({ code: 'Teapot', sentence: 'Short and stout.', detail: null })
    const teapot = describeError(new ApiError(418, { code: 'Teapot', message: 'Short and stout.' }), 'zh')
    expect(teapot).toEqual({ code: 'Teapot', sentence: zh.Unknown, detail: 'Short and stout.' })
    expect(describeError(new Error('odd'), 'zh')).toEqual({ code: 'Unknown', sentence: zh.Unknown, detail: 'odd' })
  })
})

describe('describeCode', () => {
  test('every reason has a sentence in both languages', () => {
    const codes = [...new Set([...Object.keys(sentences), ...Object.keys(en), ...Object.keys(zh)])]
    const missing = codes.filter(code => !describeCode(code, {}, 'en') || !describeCode(code, {}, 'zh'))
    expect(missing).toEqual([])
  })

  test('the sdk’s sentences are not written twice', () => {
    expect(Object.keys(en).filter(code => code in sentences)).toEqual([])
  })

  test('no sentence shows a gap where evidence is missing', () => {
    for (const code of Object.keys(zh)) expect(describeCode(code, {}, 'zh')).not.toMatch(/undefined|NaN|null/)
  })
})
