import type { EntryView } from '@concordat/sdk/views.ts'
import { expect, test } from 'vitest'
import { checkAmount } from './checkAmount.ts'
import { statementCsv } from './statementCsv.ts'

const address = `0x${'1'.repeat(40)}` as const
const head = {
  date: 'Date',
  kind: 'What',
  counterparty: 'Other side',
  account: 'Account',
  amount: 'Amount',
  balance: 'Balance',
  currency: 'Currency',
  reason: 'Why',
  fact: 'Fact',
  transaction: 'Transaction',
}
const entry: EntryView = {
  id: '1',
  block: 1,
  timestamp: 1_700_000_000,
  transaction: '0xab',
  kind: 'redeemed',
  asset: '7',
  amount: '-250',
  balanceAfter: '1000',
  counterparty: address,
  agreement: null,
  digest: null,
  lines: [],
  fact: null,
}

test('statementCsv: plain numbers, and no cell that runs as a formula', () => {
  const csv = statementCsv([entry], {
    head,
    assetOf: id => ({ id, symbol: 'XTS', decimals: 2, kind: 'currency', issuer: address, quorum: null, supply: '0' }),
    nameOf: () => '=cmd()',
    kindOf: kind => kind,
    reasonOf: () => 'a, b',
  })
  expect(csv.split('\r\n')).toEqual([
    'Date,What,Other side,Account,Amount,Balance,Currency,Why,Fact,Transaction',
    `2023-11-14T22:13:20.000Z,redeemed,"'=cmd()",${address},-2.5,10,XTS,"a, b",,0xab`,
  ])
})

test('checkAmount: says what is wrong', () => {
  expect(checkAmount('12.50', 2, 'en', 1250n)).toEqual({ amount: 1250n, problem: null })
  expect(checkAmount('12.51', 2, 'en', 1250n).problem).toBe('AmountAboveBalance')
  expect(checkAmount('0', 2, 'en').problem).toBe('AmountNotPositive')
  expect(checkAmount('1.005', 2, 'en').problem).toBe('AmountInvalid')
})
