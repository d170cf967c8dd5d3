import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { writeCamt } from '../../../test/bank/camt.ts'
import { writeReport } from '../../../test/bank/pain002.ts'
import { readBankFile } from './file.ts'
import { entryOfStatus } from './report.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const example = readFileSync(new URL('../../../test/bank/report.xml', import.meta.url), 'utf8')
const read = (text: string) => readBankFile(bytes(text)).reports[0]
const transfer = (letter: string) => letter.repeat(35)

const codeOf = (text: string): string | undefined => {
  try {
    read(text)
  } catch (error) {
    return (error as { code?: string }).code
  }
  return undefined
}

describe('reports on transfers', () => {
  test('default: the example', () => {
    const found = read(example)
    expect(found).toMatchObject({
      id: 'PSR-2026-060-1',
      message: '7f3a0c1e5b9d4f0a8c2e6d1b3a5f7e90',
      date: '2026-03-01',
      rejection: null,
    })
    const silent = { reason: null, words: '', amount: null, currency: null, creditor: null, debtor: null }
    expect(found?.transfers).toEqual([
      { endToEndId: transfer('a'), state: 'accepted', ...silent },
      {
        ...{ endToEndId: transfer('b'), state: 'rejected', reason: 'AC04' },
        ...{ words: 'The account was closed. Konto erloschen', amount: '1', currency: 'EUR' },
        ...{ creditor: 'FR1420041010050500013M02606', debtor: 'DE89370400440532013000' },
      },
      { endToEndId: transfer('c'), state: 'waiting', ...silent },
    ])
  })

  test('behavior: the line of each transfer is told, and a comment is none', () => {
    const lines = example.split('\n')
    const found = read(example)?.lines ?? []
    expect(found).toHaveLength(3)
    for (const [i, line] of found.entries()) {
      expect(lines[line - 1]).toContain('<TxInfAndSts>')
      expect(lines.slice(line, line + 3).join()).toContain(transfer('abc'[i] ?? ''))
    }
  })

  test('behavior: of a statement too, also of one of several, and all on one line', () => {
    const entry = { reference: 'R1', amount: '1.00', date: '2026-03-01' }
    const account = 'DE89370400440532013000'
    const two = writeCamt(
      { account, entries: [entry] },
      { id: 'S-2', account, entries: [{ ...entry, reference: 'R2' }] },
    )
    const statements = readBankFile(bytes(two)).statements
    const lines = two.split('\n')
    for (const { lines: found, entries } of statements) {
      expect(found).toHaveLength(entries.length)
      expect(lines[(found[0] ?? 0) - 1]).toContain('<Ntry>')
    }
    expect(statements[1]?.lines[0]).toBeGreaterThan(statements[0]?.lines[0] ?? 0)
    const flat = two.replaceAll(/>\s+</g, '><')
    expect(readBankFile(bytes(flat)).statements.map(({ lines }) => lines)).toEqual([[1], [1]])
  })

  test.each([
    ['of the group', { status: 'RJCT', reason: 'AM05' }, { reason: 'AM05', words: '' }],
    ['that the bank took back', { status: 'CANC' }, { reason: 'CANC', words: '' }],
    ['of a part', { status: 'PART' }, null],
    ['that is none', { status: 'ACCP' }, null],
  ])('behavior: a rejection %s', (_, given, rejection) => {
    expect(read(writeReport({ message: 'M1', ...given }))?.rejection).toEqual(rejection)
  })

  test('behavior: a payment that is rejected is the file', () => {
    const text = example.replace('<PmtInfSts>PART<', '<PmtInfSts>RJCT<')
    expect(read(text)?.rejection).toEqual({ reason: 'RJCT', words: '' })
    const silent = text.replace('<TxSts>PDNG</TxSts>', '')
    expect(read(silent)?.transfers[2]).toMatchObject({ state: 'rejected', reason: 'RJCT' })
  })

  test('behavior: what it says is an entry that moves nothing', () => {
    const report = { id: 'PSR-1', date: '2026-03-01' }
    const [accepted, rejected, waiting] = read(example)?.transfers ?? []
    if (!accepted || !rejected || !waiting) throw new Error('the example has three')
    const kept = { isNamed: true, side: 'debit', date: '2026-03-01' }
    expect(entryOfStatus(report, accepted, 'EUR')).toEqual({
      ...kept,
      ...{ reference: `PSR-1 ${transfer('a')}`, status: 'accepted', amount: '0', currency: 'EUR', creditor: null },
      ...{ endToEndId: transfer('a'), returned: null, remittance: [] },
    })
    expect(entryOfStatus(report, rejected, 'XXX')).toMatchObject({
      status: 'rejected',
      returned: 'AC04',
      currency: 'EUR',
    })
    expect(entryOfStatus(report, waiting, 'EUR')).toBeUndefined()
  })

  test.each([
    ['another version', example.replace('pain.002.001.10', 'pain.002.001.03'), 'MessageUnknown'],
    ['a file that was made here', example.replace('pain.002.001.10', 'pain.001.001.09'), 'MessageUnknown'],
    ['a statement by its name', example.replace('pain.002.001.10', 'camt.053.001.08'), 'StatementInvalid'],
    ['no original file', example.replace(/<OrgnlMsgId>.*?<\/OrgnlMsgId>/, ''), 'ReportInvalid'],
    ['an element that is not published', example.replace('<StsId>1<', '<Foo>1</Foo><StsId>1<'), 'ReportInvalid'],
    [
      'elements in another order',
      example.replace(/(<StsId>1<\/StsId>)\s*(<OrgnlEndToEndId>a+<\/OrgnlEndToEndId>)/, '$2$1'),
      'ReportInvalid',
    ],
    ['two reasons in one', example.replace('<Cd>AC04</Cd>', '<Cd>AC04</Cd><Prtry>1</Prtry>'), 'ReportInvalid'],
    ['a name that is too long', example.replace('PSR-2026-060-1', 'P'.repeat(36)), 'ReportInvalid'],
    ['an amount finer than the currency', example.replace('>0.01<', '>0.001<'), 'AmountUnreadable'],
    ['cut off', example.slice(0, -100), 'FileNotXml'],
    ['an entity', example.replace('<Document', '<!DOCTYPE d [<!ENTITY x "y">]><Document'), 'FileDeclaresEntities'],
  ])('error: %s', (_, text, code) => {
    expect(text).not.toBe(example)
    expect(codeOf(text)).toBe(code)
  })
})
