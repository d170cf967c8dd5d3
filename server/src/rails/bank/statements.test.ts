import { agreementReference, endToEndIdOf } from '@concordat/sdk/payments/bank/references.ts'
import { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { verifyRow } from '@concordat/sdk/rows/sign.ts'
import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WrittenEntry } from '../../../../sdk/test/bank/camt.ts'
import { type Banked, receiver, startBank, type TestBank } from '../../../test/bank.ts'
import { codeOf } from '../../../test/harness.ts'

let bank: TestBank
beforeAll(async () => {
  bank = await startBank()
})
afterAll(() => bank.stop())

const credit = (reference: string, amount: string, text?: string, date = '2026-03-01'): WrittenEntry => ({
  ...{ reference, amount, date, details: text === undefined ? [] : [{ text }] },
})
const debit = (
  reference: string,
  instruction: Hex,
  amount = '10.00',
  given: Partial<WrittenEntry> = {},
): WrittenEntry => ({
  ...{ reference, amount, side: 'DBIT', date: '2026-03-01', ...given },
  details: [{ endToEndId: endToEndIdOf(instruction), creditor: receiver, ...given.details?.[0] }],
})
const back = (reference: string, instruction: Hex, date: string, amount = '10.00'): WrittenEntry => ({
  ...{ reference, amount, date, details: [{ endToEndId: endToEndIdOf(instruction), returned: 'AC04' }] },
})

/** A business with an instruction of 10.00 that the bank was told. */
async function ordered(given: Record<string, unknown> = {}) {
  const business = await bank.addBanked(given)
  const instruction = await bank.instruct(await bank.addReceiver(business), 1)
  await bank.order(business)
  return { business, instruction }
}

const reasons = (answer: Awaited<ReturnType<TestBank['importFile']>>) =>
  answer.json.left.map(({ reference, refusal }) => [reference, refusal.code])
const payoutsOf = async (business: Banked) =>
  (await bank.rowsOf(business)).flatMap(row =>
    row.kind === 'payout' ? [[row.round, row.data.state, row.data.evidence, row.date]] : [],
  )

describe('credits', () => {
  test('default: what names the agreement is a payment', async () => {
    const business = await bank.addBanked()
    const answer = await bank.importFile(
      business,
      bank.write(business, [credit('R1', '25.00', `Rent ${agreementReference(business.root)}`)]),
    )
    expect(answer.json).toMatchObject({ fresh: 1, known: 0, placed: 1, open: 0, left: [] })
    const [row] = await bank.rowsOf(business)
    const id = `${business.account} R1`
    expect(row).toMatchObject({ kind: 'payment', id, round: 0, agreement: business.root, date: '2026-03-01' })
    expect(row?.data).toEqual({ amount: '25.00', currency: 'XTS', payer: id, processor: business.processor })
    expect(() => verifyRow(FeedRow.parse(row))).not.toThrow()
  })

  test('behavior: the same statement, and one that overlaps it, change nothing', async () => {
    const business = await bank.addBanked()
    const reference = agreementReference(business.root)
    const entries = [credit('R1', '25.00', reference), credit('R2', '5.00', reference)]
    const file = bank.write(business, entries)
    await Promise.all([bank.importFile(business, file), bank.importFile(business, file)])
    expect((await bank.importFile(business, file)).json).toMatchObject({ fresh: 0, known: 2, placed: 2 })
    const overlapping = bank.write(business, [...entries.slice(1), credit('R3', '1.00', reference, '2026-03-02')], {
      id: 'S-2',
      opening: '25.00',
    })
    expect((await bank.importFile(business, overlapping)).json).toMatchObject({ fresh: 1, known: 1, placed: 2 })
    const rows = await bank.rowsOf(business)
    expect(rows.map(({ id }) => id.split(' ')[1]).sort()).toEqual(['R1', 'R2', 'R3'])
  })

  test('behavior: an order brings its payer and purpose, and is used once', async () => {
    const business = await bank.addBanked()
    const body = { agreement: business.root, amount: '7.50', payer: 'flat 4', purpose: 'Rent for March' }
    const { json } = await bank.send<{ reference: string; account: string }>('/rails/bank/orders', {
      body,
      idempotencyKey: `o ${business.id}`,
    })
    const again = await bank.send('/rails/bank/orders', { body, idempotencyKey: `o ${business.id}` })
    expect(again.json).toEqual(json)
    const entries = [
      credit('R1', '7.00', json.reference),
      credit('R2', '7.50', json.reference),
      credit('R3', '7.50', json.reference),
    ]
    const answer = await bank.importFile(business, bank.write(business, entries))
    expect(reasons(answer)).toEqual([
      ['R1', 'OrderAmountDiffers'],
      ['R3', 'OrderUsed'],
    ])
    const [row] = await bank.rowsOf(business)
    expect(row?.data).toMatchObject({ amount: '7.50', payer: 'flat 4', purpose: 'Rent for March' })
  })

  test('behavior: terms without a processor take the business’s word', async () => {
    const business = await bank.addBanked({ isOwnWord: true })
    await bank.importFile(business, bank.write(business, [credit('R1', '25.00', agreementReference(business.root))]))
    const [row] = await bank.rowsOf(business)
    expect(row?.data).toEqual({ amount: '25.00', currency: 'XTS', payer: `${business.account} R1` })
  })

  test('behavior: what nobody can place is listed with its reason, and placed once it can be', async () => {
    const business = await bank.addBanked()
    const other = await bank.addBanked()
    const entries = [
      credit('R1', '1.00'),
      credit('R2', '1.00', 'Thanks'),
      credit('R3', '1.00', agreementReference(other.root)),
      { ...credit('R4', '1.00', agreementReference(business.root)), status: 'PDNG' },
      { amount: '1.00', date: '2026-03-01', details: [{ text: agreementReference(business.root) }] },
      { reference: 'R6', amount: '0.50', side: 'DBIT' as const, date: '2026-03-01' },
      back('R7', `0x${'9'.repeat(64)}`, '2026-03-01'),
    ]
    const answer = await bank.importFile(business, bank.write(business, entries))
    expect(answer.json).toMatchObject({ fresh: 7, placed: 0, open: 0 })
    expect(
      reasons(answer)
        .map(([, code]) => code)
        .sort(),
    ).toEqual([
      'DebitUnknown',
      'EntryNotBooked',
      'EntryUnnamed',
      'ReferenceMissing',
      'ReferenceMissing',
      'ReferenceUnknown',
      'ReturnUnknown',
    ])
    const { json } = await bank.send<{ statements: unknown[]; left: unknown[] }>(
      `/businesses/${business.id}/bank/statements`,
      { key: business.key },
    )
    expect([json.statements.length, json.left.length]).toEqual([1, 7])
    const booked = bank.write(business, [credit('R4', '1.00', agreementReference(business.root), '2026-03-02')], {
      id: 'S-2',
    })
    expect((await bank.importFile(business, booked)).json).toMatchObject({ fresh: 1, placed: 1 })
  })
})

describe('transfers', () => {
  test('default: a booked debit says paid', async () => {
    const { business, instruction } = await ordered()
    await bank.importFile(business, bank.write(business, [debit('R1', instruction)], { opening: '50.00' }))
    const id = endToEndIdOf(instruction)
    expect(await payoutsOf(business)).toEqual([[1, 'paid', id, '2026-03-01']])
    const [row] = await bank.rowsOf(business)
    expect(row).toMatchObject({
      kind: 'payout',
      id,
      data: { instruction, amount: '10.00', processor: business.processor },
    })
    const { json } = await bank.send<{ open: number }[]>(`/businesses/${business.id}/bank/payouts`, {
      key: business.key,
    })
    expect(json[0]?.open).toBe(0)
  })

  test('behavior: terms without a processor are told no more than that it was paid', async () => {
    const { business, instruction } = await ordered({ isOwnWord: true })
    await bank.importFile(business, bank.write(business, [debit('R1', instruction)], { opening: '50.00' }))
    const [row] = await bank.rowsOf(business)
    expect(row).toMatchObject({ kind: 'payout', data: { state: 'paid' } })
    expect(row?.data).not.toHaveProperty('particulars')
    expect(row?.data).not.toHaveProperty('processor')
  })

  test('behavior: pending, then booked, then back', async () => {
    const { business, instruction } = await ordered()
    const steps = [
      [{ ...debit('R1', instruction), status: 'PDNG' }],
      [debit('R1', instruction, '10.00', { date: '2026-03-02' })],
      [back('R2', instruction, '2026-03-04')],
    ]
    for (const [i, entries] of steps.entries())
      await bank.importFile(business, bank.write(business, entries, { id: `S-${i}`, opening: '50.00' }))
    expect(await payoutsOf(business)).toEqual([
      [0, 'accepted', endToEndIdOf(instruction), '2026-03-01'],
      [1, 'paid', endToEndIdOf(instruction), '2026-03-02'],
      [2, 'reversed', 'AC04', '2026-03-04'],
    ])
  })

  test('behavior: what came back the same day failed', async () => {
    const { business, instruction } = await ordered()
    const entries = [debit('R1', instruction), back('R2', instruction, '2026-03-01')]
    await bank.importFile(business, bank.write(business, entries, { opening: '50.00' }))
    expect(await payoutsOf(business)).toEqual([[1, 'failed', 'AC04', '2026-03-01']])
  })

  test('behavior: a later part of the same day reverses what was told to be paid', async () => {
    const { business, instruction } = await ordered()
    await bank.importFile(business, bank.write(business, [debit('R1', instruction)], { opening: '50.00' }))
    await bank.importFile(business, bank.write(business, [back('R2', instruction, '2026-03-01')], { id: 'S-2' }))
    expect((await payoutsOf(business)).map(([, state]) => state)).toEqual(['paid', 'reversed'])
  })

  test('behavior: statements in the wrong order come to the same', async () => {
    const { business, instruction } = await ordered()
    const early = await bank.importFile(business, bank.write(business, [back('R2', instruction, '2026-03-04')]))
    expect(reasons(early)).toEqual([['R2', 'DebitAwaited']])
    await bank.importFile(business, bank.write(business, [debit('R1', instruction)], { id: 'S-2', opening: '50.00' }))
    expect((await payoutsOf(business)).map(([, state]) => state)).toEqual(['paid', 'reversed'])
  })

  test('error: what contradicts the order is no payout', async () => {
    const { business, instruction } = await ordered()
    const wrong = await bank.importFile(
      business,
      bank.write(business, [debit('R1', instruction, '9.00')], { opening: '50.00' }),
    )
    expect(reasons(wrong)).toEqual([['R1', 'TransferDiffers']])
    const { business: second, instruction: next } = await ordered()
    const elsewhere = debit('R1', next, '10.00', { details: [{ creditor: 'GB29NWBK60161331926819' }] })
    expect(reasons(await bank.importFile(second, bank.write(second, [elsewhere], { opening: '50.00' })))).toEqual([
      ['R1', 'CreditorDiffers'],
    ])
    const { business: third, instruction: last } = await ordered()
    const twice = [debit('R1', last), debit('R2', last), back('R3', last, '2026-03-02', '9.00')]
    expect(reasons(await bank.importFile(third, bank.write(third, twice, { opening: '50.00' })))).toEqual([
      ['R2', 'TransferBookedTwice'],
      ['R3', 'ReturnDiffers'],
    ])
    expect([await payoutsOf(business), await payoutsOf(second), (await payoutsOf(third)).length]).toEqual([[], [], 1])
  })
})

describe('files', () => {
  test('error: what is no statement of the account stores nothing', async () => {
    const business = await bank.addBanked()
    const other = await bank.addBanked()
    const reference = agreementReference(business.root)
    const good = bank.write(business, [credit('R1', '25.00', reference)])
    const cases: [string, string][] = [
      ['nothing at all', 'FileNotXml'],
      [good.slice(0, -40), 'FileNotXml'],
      [
        good.replace('<Document', '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document'),
        'FileDeclaresEntities',
      ],
      [good.replace('camt.053', 'camt.052'), 'MessageUnknown'],
      [good.replace('<Sts>', '<Nope/><Sts>'), 'StatementInvalid'],
      [good.replace('<Amt Ccy="XTS">25.00', '<Amt Ccy="USD">25.00'), 'StatementCurrencyDiffers'],
      [bank.write(business, [credit('R1', '25.00', reference)], { closing: '24.00' }), 'StatementSumDiffers'],
      [bank.write(other, [credit('R1', '25.00', reference)]), 'StatementOfAnotherAccount'],
      [bank.write(business, [credit('R1', '25.00'), credit('R1', '26.00')]), 'EntryDiffers'],
    ]
    for (const [file, code] of cases) expect(codeOf(await bank.importFile(business, file))).toBe(code)
    const huge = await bank.importFile(business, new Uint8Array(33 * 1024 * 1024))
    expect(codeOf(huge)).toBe('BodyTooLarge')
    const counts = await bank.sql`
      select (select count(*) from bank_entries where account = ${business.account})::int as entries,
        (select count(*) from bank_statements where account = ${business.account})::int as statements`
    expect(counts[0]).toEqual({ entries: 0, statements: 0 })
    expect(await bank.rowsOf(business)).toEqual([])
  })

  test('error: a bank that changes its word is not believed', async () => {
    const business = await bank.addBanked()
    const reference = agreementReference(business.root)
    await bank.importFile(business, bank.write(business, [credit('R1', '25.00', reference)]))
    const other = bank.write(business, [credit('R0', '1.00', reference), credit('R1', '26.00', reference)], {
      id: 'S-2',
    })
    expect(codeOf(await bank.importFile(business, other))).toBe('EntryDiffers')
    expect(await bank.rowsOf(business)).toHaveLength(1)
  })
})
