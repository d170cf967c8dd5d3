import { endToEndIdOf } from '@concordat/sdk/payments/bank/references.ts'
import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WrittenEntry } from '../../../../sdk/test/bank/camt.ts'
import { type WrittenReport, type WrittenStatus, writeReport } from '../../../../sdk/test/bank/pain002.ts'
import { type BankBatch, type Banked, receiver, startBank, type TestBank } from '../../../test/bank.ts'
import { codeOf } from '../../../test/harness.ts'

let bank: TestBank
beforeAll(async () => {
  bank = await startBank()
})
afterAll(() => bank.stop())

/** A business with some instructions of 10.00 that the bank was told in one file. */
async function ordered(count = 1, given: Record<string, unknown> = {}) {
  const business = await bank.addBanked(given)
  const key = await bank.addReceiver(business)
  const instructions: Hex[] = []
  for (let i = 1; i <= count; i++) instructions.push(await bank.instruct(key, i))
  const { batch } = (await bank.order(business)).json
  if (!batch) throw new Error('no batch')
  return { business, key, instructions, batch, instruction: instructions[0] as Hex }
}

const about = (instruction: Hex, given: Partial<WrittenStatus> = {}): WrittenStatus => ({
  ...{ endToEndId: endToEndIdOf(instruction), status: 'RJCT', reason: 'AC04', words: 'Closed' },
  ...given,
})
const report = (business: Banked, { id }: BankBatch, given: Partial<WrittenReport>) =>
  bank.importFile(business, writeReport({ message: id, ...given }))
const debit = (instruction: Hex, date = '2026-03-02'): WrittenEntry => ({
  ...{ reference: `D${instruction.slice(2, 6)}`, amount: '10.00', side: 'DBIT', date },
  details: [{ endToEndId: endToEndIdOf(instruction), creditor: receiver }],
})
const payoutsOf = async (business: Banked) =>
  (await bank.rowsOf(business)).flatMap(row =>
    row.kind === 'payout' ? [[row.id, row.round, row.data.state, row.data.evidence, row.date]] : [],
  )
const reasons = (answer: Awaited<ReturnType<TestBank['importFile']>>) =>
  answer.json.left.map(({ refusal }) => refusal.code)
const batchesOf = async ({ id, key }: Banked) =>
  (await bank.send<BankBatch[]>(`/businesses/${id}/bank/payouts`, { key })).json

describe('reports on transfers', () => {
  test('default: a rejected transfer is a payout that failed, under the instruction', async () => {
    const { business, instruction, batch } = await ordered()
    const answer = await report(business, batch, { transfers: [about(instruction)] })
    expect(answer.json).toMatchObject({ fresh: 1, known: 0, placed: 1, left: [], statements: [] })
    expect(answer.json).toMatchObject({ reports: [{ id: 'PSR-1', batch: batch.id, transfers: 1, rejection: null }] })
    expect(await payoutsOf(business)).toEqual([[instruction, 1, 'failed', 'AC04', '2026-03-01']])
    const [row] = await bank.rowsOf(business)
    expect(row?.data).toMatchObject({ instruction, amount: '10.00', currency: 'XTS', processor: business.processor })
    expect(row?.data).toHaveProperty('particulars.account', receiver)
    expect(await batchesOf(business)).toMatchObject([{ id: batch.id, open: 0, paid: 0, failed: 1, rejection: null }])
    expect((await bank.order(business)).json.batch).toBeNull()
  })

  test('behavior: the same report changes nothing, also at the same moment', async () => {
    const { business, instruction, batch } = await ordered()
    const again = () => report(business, batch, { transfers: [about(instruction)] })
    await Promise.all([again(), again(), again()])
    expect((await again()).json).toMatchObject({ fresh: 0, known: 1, placed: 1, left: [] })
    expect(await payoutsOf(business)).toHaveLength(1)
    const { json } = await bank.send<{ reports: unknown[] }>(`/businesses/${business.id}/bank/statements`, {
      key: business.key,
    })
    expect(json.reports).toEqual([{ id: 'PSR-1', batch: batch.id, date: '2026-03-01', transfers: 1, rejection: null }])
  })

  test('behavior: what is taken on is accepted, then what the statement shows, in either order', async () => {
    const { business, instruction, batch } = await ordered()
    const id = endToEndIdOf(instruction)
    await report(business, batch, { transfers: [about(instruction, { status: 'ACSP' })] })
    expect(await payoutsOf(business)).toEqual([[id, 0, 'accepted', id, '2026-03-01']])
    await bank.importFile(business, bank.write(business, [debit(instruction)]))
    expect(await payoutsOf(business)).toEqual([
      [id, 0, 'accepted', id, '2026-03-01'],
      [id, 1, 'paid', id, '2026-03-02'],
    ])
    const late = await report(business, batch, { id: 'PSR-2', transfers: [about(instruction, { status: 'ACSC' })] })
    expect(late.json).toMatchObject({ fresh: 1, placed: 1, left: [] })
    const waiting = await report(business, batch, { id: 'PSR-3', transfers: [about(instruction, { status: 'PDNG' })] })
    expect(waiting.json).toMatchObject({ fresh: 0, known: 0, placed: 0, left: [] })
    expect(await payoutsOf(business)).toHaveLength(2)
  })

  test('behavior: what a statement showed is not rejected, and what was rejected is not paid', async () => {
    const { business, instructions, batch } = await ordered(2)
    const [made, given] = instructions as [Hex, Hex]
    await bank.importFile(business, bank.write(business, [debit(made)]))
    const answer = await report(business, batch, { transfers: [about(made), about(given)] })
    expect(reasons(answer)).toEqual(['TransferMade'])
    expect(answer.json.left).toMatchObject([{ line: 14 }])
    const after = await bank.importFile(business, bank.write(business, [debit(given)], { id: 'S-2' }))
    expect(reasons(after)).toEqual(['TransferAfterRejection'])
    expect(await payoutsOf(business)).toEqual([
      [endToEndIdOf(made), 1, 'paid', endToEndIdOf(made), '2026-03-02'],
      [given, 1, 'failed', 'AC04', '2026-03-01'],
    ])
  })

  test('behavior: two reports of one rejection are one', async () => {
    const { business, instruction, batch } = await ordered()
    await report(business, batch, { transfers: [about(instruction)] })
    const again = await report(business, batch, { id: 'PSR-2', transfers: [about(instruction)] })
    expect(again.json).toMatchObject({ fresh: 1, placed: 1, left: [] })
    expect(await payoutsOf(business)).toHaveLength(1)
  })

  test('behavior: a file that is rejected as a whole gives its transfers to the next one, once', async () => {
    const { business, instructions, batch } = await ordered(3)
    const [named, ...others] = instructions as [Hex, Hex, Hex]
    const again = () => report(business, batch, { status: 'RJCT', reason: 'FF01', transfers: [about(named)] })
    expect((await again()).json).toMatchObject({ reports: [{ rejection: { reason: 'FF01', words: '' } }] })
    expect(await payoutsOf(business)).toEqual([[named, 1, 'failed', 'AC04', '2026-03-01']])
    expect(await bank.send(`/businesses/${business.id}/bank/next`, { key: business.key })).toMatchObject({
      json: [{ account: business.account, currency: 'XTS', transfers: 2, total: '20.00', later: 0 }],
    })
    const { batch: next } = (await bank.order(business)).json
    expect(next).toMatchObject({ transfers: 2, total: '20.00', open: 2 })
    await again()
    // The bank says late of the first file what it does not say of the second.
    const late = await report(business, batch, { id: 'PSR-9', transfers: others.map(each => about(each)) })
    expect(late.json).toMatchObject({ fresh: 0, left: [] })
    expect(await batchesOf(business)).toMatchObject([
      { id: next?.id, open: 2, failed: 0, rejection: null },
      { id: batch.id, open: 0, failed: 1, rejection: { reason: 'FF01' } },
    ])
    expect(await payoutsOf(business)).toHaveLength(1)
    await bank.importFile(
      business,
      bank.write(
        business,
        others.map(each => debit(each)),
      ),
    )
    expect(await batchesOf(business)).toMatchObject([{ open: 0, paid: 2 }, {}])
  })

  test('behavior: terms without a processor take the business’s word', async () => {
    const { business, instruction, batch } = await ordered(1, { isOwnWord: true })
    await report(business, batch, { transfers: [about(instruction)] })
    const [row] = await bank.rowsOf(business)
    expect(row?.data).toMatchObject({ state: 'failed', evidence: 'AC04' })
    expect(row?.data).not.toHaveProperty('processor')
  })

  test('error: another business’s file, another account, another transfer; nothing is kept', async () => {
    const { business, instruction, batch } = await ordered()
    const other = await ordered()
    expect(codeOf(await report(other.business, batch, { transfers: [about(instruction)] }))).toBe('ReportOfAnotherFile')
    expect(codeOf(await bank.importFile(business, writeReport({ message: 'M1' })))).toBe('ReportOfAnotherFile')
    const elsewhere = [about(instruction, { debtor: other.business.account })]
    expect(codeOf(await report(business, batch, { transfers: elsewhere }))).toBe('StatementOfAnotherAccount')
    expect(await payoutsOf(business)).toEqual([])
    expect(await bank.sql`select 1 from bank_reports where account = ${business.account}`).toHaveLength(0)
    const unknown = await report(business, batch, {
      transfers: [{ endToEndId: 'unheard', reason: 'AC04' }, about(instruction, { amount: '9.00' })],
    })
    expect(reasons(unknown).sort()).toEqual(['TransferDiffers', 'TransferUnknown'])
    const wrong = [about(other.instruction, { creditor: business.account })]
    expect(reasons(await report(other.business, other.batch, { transfers: wrong }))).toEqual(['CreditorDiffers'])
    expect(await payoutsOf(business)).toEqual([])
  })
})
