import { describe, expect, test } from 'vitest'
import { Processors } from './settings.ts'

const account = { rail: 'stripe', account: 'acct_1', key: 'rk_1' }
const refuses = (given: string) => expect(Processors.safeParse(given).success, given).toBe(false)

describe('PROCESSORS', () => {
  test('default', () => {
    expect(Processors.parse(undefined)).toEqual([])
    const here = { ...account, host: '127.0.0.1', port: 12_111, protocol: 'http' }
    expect(Processors.parse(JSON.stringify([here, { ...account, account: 'acct_2' }]))).toHaveLength(2)
  })

  test('default: an account at a bank', () => {
    const bank = { rail: 'bank', account: 'DE89370400440532013000', statements: '/srv/statements' }
    expect(Processors.parse(JSON.stringify([account, bank]))).toEqual([account, bank])
    refuses(JSON.stringify([{ ...bank, key: 'rk_1' }]))
    refuses(JSON.stringify([{ ...bank, statements: '' }]))
    refuses(JSON.stringify([{ ...bank, account: 'acct_1' }]))
  })

  test('error: no JSON, no account, a word too much, an account twice', () => {
    for (const given of [
      'acct_1',
      JSON.stringify(account),
      JSON.stringify([{ ...account, account: 'DE89370400440532013000' }]),
      JSON.stringify([{ ...account, secret: 'sk_1' }]),
      JSON.stringify([{ ...account, key: '' }]),
      JSON.stringify([account, account]),
    ])
      refuses(given)
  })
})
