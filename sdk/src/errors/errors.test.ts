import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { encodeErrorResult, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { errorsAbi } from '../generated/abi.ts'
import { BaseError } from './base.ts'
import { ConcordatError } from './concordatError.ts'
import { describeReason } from './describeReason.ts'
import { monthText, percentText, timeText } from './evidence.ts'
import { reasonOf } from './reasonOf.ts'
import { RetryableError } from './retryableError.ts'
import { sentences } from './sentences.ts'

const abi = parseAbi(['error SharesDoNotSum(uint256 clause, uint256 given, uint256 expected)'])
const data = encodeErrorResult({ abi, errorName: 'SharesDoNotSum', args: [2n, 102n, 100n] })

describe('BaseError', () => {
  test('behavior: walk finds a cause', () => {
    const cause = new RetryableError('NodeUnreachable', 'The node did not answer.')
    const error = new BaseError('Outer', 'Outer.', { cause, details: 'More.' })
    expect(error.walk(candidate => candidate instanceof RetryableError)).toBe(cause)
    expect(error.walk()).toBe(cause)
    expect(error.walk(() => false)).toBeNull()
    expect(error.message).toBe('Outer.\nMore.')
  })
})

describe('reasonOf', () => {
  test('default', () => {
    const error = new Error('execution reverted', { cause: Object.assign(new Error('inner'), { raw: data }) })
    expect(reasonOf(error, abi)).toEqual({
      code: 'SharesDoNotSum',
      args: { clause: 2n, given: 102n, expected: 100n },
      message: 'The shares of clause 3 add up to 102 instead of 100; change them so that they add up exactly.',
    })
  })

  test('behavior: nested rpc data', () => {
    expect(reasonOf({ cause: { data: { data } } }, abi)?.code).toBe('SharesDoNotSum')
  })

  test('behavior: an error of the sdk stays', () => {
    const error = new Error('outer', { cause: new ConcordatError('MonthUnreadable', { given: '2025' }) })
    expect(reasonOf(error, abi)).toMatchObject({ code: 'MonthUnreadable', args: { given: '2025' } })
  })

  test('behavior: anything else has no reason', () => {
    expect(reasonOf(new Error('socket closed'), abi)).toBeNull()
    expect(reasonOf({ data: '0x12345678' }, abi)).toBeNull()
  })
})

describe('describeReason', () => {
  test('behavior: every error of every contract has a sentence', () => {
    expect(errorsAbi.map(({ name }) => name).filter(name => !(name in sentences))).toEqual([])
    for (const { name, inputs } of errorsAbi) {
      const args = Object.fromEntries(inputs.map(input => [input.name, input.type.startsWith('uint') ? 7n : '0xab']))
      const sentence = describeReason(name, args)
      expect(sentence, name).toMatch(/^[A-Z0-9"].*\.$/)
      expect(sentence, name).not.toMatch(/undefined|NaN|null/)
    }
  })

  test('behavior: every code the sdk throws has a sentence', () => {
    const folder = fileURLToPath(new URL('..', import.meta.url))
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    const sources = files.filter(name => name.endsWith('.ts') && !name.includes('test') && !name.includes('generated'))
    const thrown = sources.flatMap(name => {
      const text = readFileSync(`${folder}${name}`, 'utf8')
      return [...text.matchAll(/(?:ConcordatError\(|report\([^,()]+,)\s*'(\w+)'/g)].map(match => match[1] ?? '')
    })
    expect(thrown.length).toBeGreaterThan(50)
    expect(thrown.filter(code => !(code in sentences))).toEqual([])
  })

  test('behavior: an unknown code still shows its evidence', () => {
    expect(describeReason('SomethingNew', { given: 1n })).toBe('Refused: SomethingNew (given 1).')
    expect(describeReason('SomethingNew')).toBe('Refused: SomethingNew.')
  })

  test('behavior: evidence is written for people', () => {
    expect(timeText(1_767_225_600)).toBe('2026-01-01 00:00:00 UTC')
    expect(timeText(0)).toBe('0')
    expect(percentText(10_250)).toBe('102.5 %')
    expect(monthText(670)).toBe('2025-11')
  })
})
