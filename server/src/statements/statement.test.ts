import type { EntryView } from '@concordat/sdk/views.ts'
import fc from 'fast-check'
import { extractText, getDocumentProxy } from 'unpdf'
import { formatUnits, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { type About, printStatement } from './printStatement.ts'
import { makeStatement, type Statement } from './readStatement.ts'

const account = `0x${'1'.repeat(40)}` as const
const root = `0x${'ab'.repeat(32)}` as const
const asset = {
  ...{ id: '7', symbol: 'EUR', decimals: 2, kind: 'currency' as const, issuer: zeroAddress, quorum: null, supply: '0' },
}
const about: About = {
  ...{ month: 670, holder: 'Anna Ökonom', business: 'Harbour Road 充电', agreement: { root, digest: root } },
  ...{
    clauses: ['Rent', 'Recoup'],
    basis: { fees: 'business', tax: 'inclusive', rate: 'VAT 19%' },
    utcOffsetMinutes: 480,
  },
}
/** November 2025 at UTC+8. */
const span = { from: 1_761_926_400, until: 1_764_518_400 }

const entryAt = (timestamp: number, amount: bigint, fields: Partial<EntryView> = {}): EntryView => ({
  ...{ id: String(timestamp), block: 1, timestamp, transaction: zeroHash, kind: 'settlement', asset: '7' },
  ...{
    amount: String(amount),
    balanceAfter: '0',
    counterparty: zeroAddress,
    agreement: root,
    digest: root,
    fact: null,
  },
  lines: [{ clause: 1, stage: 'cumulative', tier: 1, amount: String(amount), month: 670 }],
  ...fields,
})

const statementOf = (entries: EntryView[]): Statement => ({ account, span, ...makeStatement(entries, asset, span) })

async function textOf(pdf: Buffer) {
  const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false })
  return { pages: text, totalPages, all: text.join('\n').replaceAll(/\s+/g, ' ') }
}

const amounts = fc.array(
  fc.record({ at: fc.integer({ min: -50, max: 150 }), amount: fc.bigInt(-(10n ** 24n), 10n ** 24n) }),
)

describe('makeStatement', () => {
  test('behavior: opening and entries give closing, and all of them the CSV file’s sum', () => {
    fc.assert(
      fc.property(amounts, given => {
        const sorted = given.toSorted((a, b) => b.at - a.at)
        const entries = sorted.map(({ at, amount }) => entryAt(span.from + at, amount))
        const { opening, entries: shown, closing } = statementOf(entries)
        const sum = (list: { amount: string }[]) => list.reduce((all, { amount }) => all + BigInt(amount), 0n)
        expect(opening + sum(shown)).toBe(closing)
        expect(closing).toBe(sum(entries))
        expect(shown.at(-1)?.total ?? opening).toBe(closing)
        expect(shown.every(({ timestamp }) => timestamp >= span.from)).toBe(true)
      }),
    )
  })

  test('behavior: other units are none of its business', () => {
    expect(statementOf([entryAt(span.from, 5n, { asset: '8' })])).toMatchObject({
      opening: 0n,
      closing: 0n,
      entries: [],
    })
  })
})

describe('printStatement', () => {
  const entries = [entryAt(span.from + 60, -250n, { kind: 'refund', lines: [] }), entryAt(span.from - 60, 123_456n)]

  test('default: in English', async () => {
    const { all } = await textOf(await printStatement(statementOf(entries), about, 'en'))
    for (const said of ['Statement', 'November 2025', 'Anna Ökonom', 'Harbour Road 充电', account, root])
      expect(all).toContain(said)
    expect(all).toContain('Opening 1,234.56')
    expect(all).toContain('Nov 1, 2025, 12:01 AM Refund -2.50 1,232.06')
    expect(all).toContain('Closing -2.50 1,232.06')
    expect(all).toContain('includes tax: VAT 19%')
    expect(all).toContain('Page 1 of 1')
  })

  test('default: in Chinese', async () => {
    const settled = [entryAt(span.from + 3_600, 100n), ...entries]
    const { all } = await textOf(
      await printStatement(statementOf(settled.toSorted((a, b) => b.timestamp - a.timestamp)), about, 'zh'),
    )
    for (const said of ['对账单', '2025年11月', '期初', '期末', '第 1 页，共 1 页']) expect(all).toContain(said)
    expect(all.replaceAll(/\s/g, '')).toContain('结算：条款2“Recoup”，第1层，2025年11月')
  })

  test('behavior: a thousand entries, each once, with the head and the number on every page', async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => entryAt(span.from + 1_000 - i, BigInt(i * 101 + 1)))
    const statement = statementOf(many)
    const { all, pages, totalPages } = await textOf(await printStatement(statement, about, 'en'))
    expect(totalPages).toBeGreaterThan(10)
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('Total so far (EUR)')
      expect(page).toContain(`Page ${index + 1} of ${totalPages}`)
    }
    const figures = [...all.matchAll(/November 2025 ([\d,]+\.\d\d) ([\d,]+\.\d\d)/g)].map(match => match[1] ?? '')
    expect(figures).toHaveLength(1_000)
    const cents = figures.reduce((sum, text) => sum + BigInt(text.replaceAll(/[,.]/g, '')), 0n)
    expect(cents).toBe(statement.closing)
    expect(all).toContain(`Closing ${Number(formatUnits(cents, 2)).toLocaleString('en', { minimumFractionDigits: 2 })}`)
  })

  test('behavior: names that are too long for a line go on in the next', async () => {
    const business = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3)
    const { all } = await textOf(await printStatement(statementOf(entries), { ...about, business }, 'en'))
    expect(all.replaceAll(/\s/g, '')).toContain(business)
  })
})
