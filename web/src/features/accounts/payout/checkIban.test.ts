import { describe, expect, test } from 'vitest'
import { isBankAccount, isIban, tidyAccount } from './checkIban.ts'

describe('isIban', () => {
  test('default', () => {
    expect(['DE89370400440532013000', 'GB29NWBK60161331926819', 'NO9386011117947'].map(isIban)).toEqual([
      true,
      true,
      true,
    ])
  })

  test('behavior: a digit that is wrong, or two that changed places', () => {
    expect(['DE89370400440532013001', 'DE89370400440532010300', 'DE8937', ''].map(isIban)).toEqual(Array(4).fill(false))
  })
})

describe('tidyAccount', () => {
  test('behavior: spaces and small letters of an IBAN go, an id stays', () => {
    expect(tidyAccount(' de89 3704 0044 0532 0130 00')).toBe('DE89370400440532013000')
    expect(tidyAccount('ba_1aB')).toBe('ba_1aB')
    expect(isBankAccount('ba_1aB')).toBe(true)
  })
})
