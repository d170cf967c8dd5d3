import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type WrittenEntry, writeCamt } from '../../../test/bank/camt.ts'
import { toBankAmount } from './amounts.ts'
import { readBankFile } from './file.ts'
import { largestFile } from './xml.ts'

const account = 'DE89370400440532013000'
const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string) => readBankFile(bytes(text)).statements
const example = readFileSync(new URL('../../../test/bank/statement.xml', import.meta.url), 'utf8')

const codeOf = (text: string | Uint8Array): string | undefined => {
  try {
    readBankFile(typeof text === 'string' ? bytes(text) : text)
  } catch (error) {
    return (error as { code?: string }).code
  }
  return undefined
}

describe('statements', () => {
  test('default: the example', () => {
    const [statement] = read(example)
    expect(statement).toMatchObject({
      id: 'STMT-2026-060',
      account,
      currency: 'EUR',
      opening: '100000',
      closing: '118350',
    })
    expect(statement?.days).toEqual({ from: '2026-03-01', to: '2026-03-01' })
    expect(statement?.entries.map(({ reference, side, status, amount }) => [reference, side, status, amount])).toEqual([
      ['2026030100001', 'credit', 'booked', '25000'],
      ['2026030100002/1', 'credit', 'booked', '1000'],
      ['2026030100002/2', 'credit', 'booked', '2000'],
      ['2026030100003', 'debit', 'booked', '9000'],
      ['2026030100004', 'debit', 'booked', '650'],
      ['2026030100005', 'debit', 'pending', '4000'],
    ])
    expect(statement?.entries[0]).toMatchObject({ remittance: ['RF24A4N1XQYJ10ZK8KU67JS3P', 'Rent for March & April'] })
    expect(statement?.entries[3]).toMatchObject({ endToEndId: 'a'.repeat(35), creditor: 'FR1420041010050500013M02606' })
  })

  test('property: what is written is read, and the sums are equal', () => {
    const entry = fc.record({
      reference: fc.stringMatching(/^[A-Z0-9]{8,30}$/),
      amount: fc.bigInt(1n, 10n ** 14n).map(amount => toBankAmount(amount, 'EUR')),
      side: fc.constantFrom('CRDT' as const, 'DBIT' as const),
      date: fc.constantFrom('2026-03-01', '2026-03-02'),
      details: fc.array(
        fc.record({ text: fc.stringMatching(/^[a-zA-Z0-9 &<>"'äöü中]{1,100}$/).filter(text => text.trim() !== '') }),
        { maxLength: 1 },
      ),
    })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), entries => {
        const [statement] = read(writeCamt({ account, entries: entries as WrittenEntry[] }))
        expect(statement?.entries).toHaveLength(entries.length)
        let sum = BigInt(statement?.opening ?? 0)
        for (const [i, given] of entries.entries()) {
          const found = statement?.entries[i]
          expect(found).toMatchObject({
            reference: given.reference,
            amount: given.amount.replace('.', '').replace(/^0+(?=\d)/, ''),
          })
          expect(found?.remittance).toEqual(given.details.map(({ text }) => text.trim()))
          sum += (found?.side === 'credit' ? 1n : -1n) * BigInt(found?.amount ?? 0)
        }
        expect(sum.toString()).toBe(statement?.closing)
      }),
    )
  })

  test('behavior: a namespace with a prefix, and numbered characters', () => {
    const text = example
      .replaceAll(/<(\/?)([A-Z])/g, '<$1n:$2')
      .replace('xmlns=', 'xmlns:n=')
      .replace('Rent for March', 'Mi&#101;te &#x41;')
    expect(read(text)[0]?.entries[0]?.remittance[1]).toBe('Miete A &amp; April'.replace('&amp;', '&'))
  })

  test('behavior: an entry the bank gave no name is told by its content, twice the same is two', () => {
    const entries = [
      { amount: '1.00', date: '2026-03-01' },
      { amount: '1.00', date: '2026-03-01' },
    ]
    const [first, second] = read(writeCamt({ account, entries }))[0]?.entries ?? []
    expect(first?.isNamed).toBe(false)
    expect(first?.reference).not.toBe(second?.reference)
    const [again] = read(writeCamt({ id: 'S-2', account, entries: entries.slice(0, 1) }))[0]?.entries ?? []
    expect(again?.reference).toBe(first?.reference)
  })

  test('behavior: parts that do not make up the whole leave one entry', () => {
    const details = [{ amount: '1.00' }, { amount: '3.00' }]
    const read1 = read(
      writeCamt({ account, entries: [{ reference: 'R1', amount: '5.00', date: '2026-03-01', details }] }),
    )
    expect(read1[0]?.entries.map(({ reference, amount }) => [reference, amount])).toEqual([['R1', '500']])
  })

  test('behavior: a part of a statement covers no day and has no end balance', () => {
    const text = example.replaceAll(
      '<CdOrPrtry>\n            <Cd>CLBD</Cd>\n          </CdOrPrtry>',
      '<CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry><SubTp><Cd>INTM</Cd></SubTp>',
    )
    expect(text).not.toBe(example)
    expect(read(text)[0]).toMatchObject({ days: null, closing: null })
  })

  test.each([
    ['no XML', 'hello', 'FileNotXml'],
    ['nothing', '', 'FileNotXml'],
    ['cut off', example.slice(0, -200), 'FileNotXml'],
    ['cut off at an element', example.slice(0, example.indexOf('<Ntry>')), 'FileNotXml'],
    ['a document type', example.replace('<Document', '<!DOCTYPE Document><Document'), 'FileDeclaresEntities'],
    [
      'an external entity',
      example
        .replace('<Document', '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document')
        .replace('Rent', '&x;'),
      'FileDeclaresEntities',
    ],
    ['another encoding', example.replace('UTF-8', 'ISO-8859-1'), 'FileNotXml'],
    ['no UTF-8', new Uint8Array([0xff, 0xfe, 0x3c]), 'FileNotXml'],
    ['too large', new Uint8Array(largestFile + 1), 'StatementTooLarge'],
    ['another message', example.replace('camt.053.001.08', 'camt.054.001.08'), 'MessageUnknown'],
    ['another version', example.replace('camt.053.001.08', 'camt.053.001.02'), 'MessageUnknown'],
    ['two roots', `${example}<Document/>`, 'StatementInvalid'],
    [
      'an element that is not published',
      example.replace('<ElctrncSeqNb>', '<Foo>1</Foo><ElctrncSeqNb>'),
      'StatementInvalid',
    ],
    ['an element that is missing', example.replace(/<Sts>.*?<\/Sts>/s, ''), 'StatementInvalid'],
    [
      'elements in another order',
      example.replace(/(<Amt Ccy="EUR">250.00<\/Amt>)\s*(<CdtDbtInd>CRDT<\/CdtDbtInd>)/, '$2$1'),
      'StatementInvalid',
    ],
    ['a date that is none', example.replace('<Dt>2026-03-01</Dt>', '<Dt>2026-02-31</Dt>'), 'StatementInvalid'],
    ['an amount that is none', example.replace('>250.00<', '>2,50<'), 'StatementInvalid'],
    ['a negative amount', example.replace('>250.00<', '>-250.00<'), 'StatementInvalid'],
    ['an amount finer than the currency', example.replace('>250.00<', '>250.001<'), 'AmountUnreadable'],
    [
      'an entry in another currency',
      example.replace('<Amt Ccy="EUR">250.00', '<Amt Ccy="USD">250.00'),
      'StatementCurrencyDiffers',
    ],
    ['a currency that is none', example.replaceAll('EUR', 'QQQ'), 'StatementCurrencyUnknown'],
    [
      'an account without IBAN',
      example.replace(/<IBAN>DE89\w+<\/IBAN>/, '<Othr><Id>1</Id></Othr>'),
      'StatementWithoutIban',
    ],
    ['entries that do not lead to the balance', example.replace('>1183.50<', '>1183.51<'), 'StatementSumDiffers'],
  ])('error: %s', (_, text, code) => {
    expect(codeOf(text)).toBe(code)
  })
})
