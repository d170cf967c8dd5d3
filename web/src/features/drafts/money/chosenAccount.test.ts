import { describe, expect, test } from 'vitest'
import { connectionOf, readStated, statedOf, tidyAccount } from './chosenAccount.ts'

const business = `0x${'1'.repeat(64)}` as const
const plain = { business, rail: 'stripe' as const, account: 'acct_1a2b3c', reserve: null, limits: {} }
const withheld = { ...plain, account: 'acct_4d5e6f', reserve: { rateBps: 500, duration: 90 * 86_400 } }
const bank = { ...plain, rail: 'bank' as const, account: 'DE89370400440532013000' }
const all = [plain, withheld, bank]

describe('the account of a draft', () => {
  test('default: what a connection puts into the terms is found again as that connection', () => {
    for (const connection of all) expect(connectionOf(statedOf(connection), all)).toBe(connection)
    expect(statedOf(withheld)).toEqual({
      ...{ rail: 'stripe', account: 'acct_4d5e6f' },
      reserve: { rate: '5%', duration: 'P90D' },
    })
  })

  test('behavior: however the reserve is written; another reserve is another account', () => {
    const stated = (rate: string, duration: string) => ({ ...statedOf(withheld), reserve: { rate, duration } })
    expect(connectionOf(stated('5.00%', 'PT2160H'), all)).toBe(withheld)
    expect(connectionOf(stated('6%', 'P90D'), all)).toBeUndefined()
    expect(connectionOf({ rail: 'stripe', account: withheld.account }, all)).toBeUndefined()
  })

  test('behavior: none while it is a name or unreadable', () => {
    expect(connectionOf(undefined, all)).toBeUndefined()
    expect(connectionOf('till', all)).toBeUndefined()
    expect(readStated({ rail: 'stripe', account: '' })).toBeNull()
    expect(readStated({ ...statedOf(withheld), reserve: { rate: 'half', duration: 'P90D' } })).toBeNull()
  })

  test('behavior: an IBAN as people write it', () => {
    expect(tidyAccount('bank')('de89 3704 0044 0532 0130 00')).toBe(bank.account)
    expect(tidyAccount('stripe')(' acct_1a2b3c ')).toBe(plain.account)
  })
})
