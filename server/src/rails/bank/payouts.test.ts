import { Pain001, painNamespace } from '@concordat/sdk/payments/bank/pain001.ts'
import { endToEndIdOf } from '@concordat/sdk/payments/bank/references.ts'
import { readMessage } from '@concordat/sdk/payments/bank/xml.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Banked, receiver, startBank, type TestBank } from '../../../test/bank.ts'
import { codeOf } from '../../../test/harness.ts'
import { executePayouts } from '../payouts.ts'

let bank: TestBank
beforeAll(async () => {
  bank = await startBank()
})
afterAll(() => bank.stop())

const read = (file: string) =>
  Pain001.parse(readMessage(new TextEncoder().encode(file), painNamespace)).CstmrCdtTrfInitn

/** A business with three open instructions of 10.00, 20.00 and 30.00. */
async function prepare(given: Record<string, unknown> = {}) {
  const business = await bank.addBanked(given)
  const key = await bank.addReceiver(business)
  const instructions = [
    await bank.instruct(key, 1),
    await bank.instruct(key, 2, 2_000),
    await bank.instruct(key, 3, 3_000),
  ]
  return { business, key, instructions }
}

const batchOf = async (business: Banked, request?: string) => {
  const { batch } = (await bank.order(business, request)).json
  if (!batch) throw new Error('no batch')
  return batch
}

describe('payouts by bank', () => {
  test('default: a file of the open instructions', async () => {
    const { business, instructions } = await prepare()
    const batch = await batchOf(business)
    expect(batch).toMatchObject({ transfers: 3, total: '60.00', currency: 'XTS', open: 3 })
    const { GrpHdr, PmtInf } = read(await bank.fetchFile(business, batch.id))
    expect(GrpHdr).toMatchObject({ MsgId: batch.id, NbOfTxs: '3', CtrlSum: '60.00' })
    expect(PmtInf[0]?.DbtrAcct.Id.IBAN).toBe(business.account)
    const transfers = PmtInf[0]?.CdtTrfTxInf ?? []
    expect(transfers.map(({ PmtId }) => PmtId.EndToEndId).sort()).toEqual(instructions.map(endToEndIdOf).sort())
    expect(transfers.every(({ CdtrAcct, Cdtr }) => CdtrAcct.Id.IBAN === receiver && Cdtr.Nm === 'Anna & Sons')).toBe(
      true,
    )
  })

  test('behavior: the same request is the same batch, byte for byte, and another one has nothing left', async () => {
    const { business } = await prepare()
    const first = await batchOf(business, 'once')
    const file = await bank.fetchFile(business, first.id)
    const again = await batchOf(business, 'once')
    expect(again).toEqual(first)
    expect(await bank.fetchFile(business, again.id)).toBe(file)
    expect((await bank.order(business)).json.batch).toBeNull()
    expect(codeOf(await bank.order(business, 'once', { account: business.account }))).toBe('IdempotencyConflict')
  })

  test('behavior: at the same moment an instruction is in one batch', async () => {
    const { business, instructions } = await prepare()
    const answers = await Promise.all(Array.from({ length: 6 }, () => bank.order(business)))
    expect(answers.filter(({ json }) => json.batch !== null)).toHaveLength(1)
    const rows = await bank.sql`select 1 from bank_transfers where instruction = any(${instructions})`
    expect(rows).toHaveLength(3)
  })

  test('behavior: what comes later is in the next batch; no other rail takes it', async () => {
    const { business, key } = await prepare()
    const first = await batchOf(business)
    await bank.instruct(key, 4, 4_000)
    await bank.sql`update payout_orders set next_at = now()`
    await executePayouts(bank.context)
    const second = await batchOf(business)
    expect(second).toMatchObject({ transfers: 1, total: '40.00' })
    const { json } = await bank.send<{ id: string }[]>(`/businesses/${business.id}/bank/payouts`, { key: business.key })
    expect(json.map(({ id }) => id)).toEqual([second.id, first.id])
  })

  test('behavior: an instruction waits for the hold time', async () => {
    const { business } = await prepare({ limits: { holdSeconds: 3_600 } })
    expect((await bank.order(business)).json.batch).toBeNull()
    await bank.sql`update payout_orders set created_at = now() - interval '2 hours', issued_at = 1`
    expect((await batchOf(business)).transfers).toBe(3)
  })

  test('behavior: terms without a processor are paid out by the business’s bank', async () => {
    const { business } = await prepare({ isOwnWord: true })
    expect((await batchOf(business)).transfers).toBe(3)
  })

  test('behavior: particulars are nowhere in the database', async () => {
    const { business } = await prepare()
    const { id } = await batchOf(business)
    const [row] = await bank.sql`select file from bank_batches where id = ${id}`
    expect(Buffer.from(row?.file).includes(receiver)).toBe(false)
  })

  test('error: its reasons', async () => {
    const { business } = await prepare()
    const other = await bank.addBanked()
    const batch = await batchOf(business)
    expect(codeOf(await bank.order(business, 'a', { account: other.account }))).toBe('BankMissing')
    expect(codeOf(await bank.order({ ...business, key: other.key }))).toBe('NotYourBusiness')
    await expect(bank.fetchFile({ ...other }, batch.id)).rejects.toThrow('BankBatchUnknown')
    const connect = (account: string) =>
      bank.send(`/businesses/${business.id}/connections`, { key: business.key, body: { rail: 'bank', account } })
    expect(codeOf(await connect('DE88370400440532013000'))).toBe('IbanUnreadable')
    await connect('GB29NWBK60161331926819')
    expect(codeOf(await bank.order(business))).toBe('BankAmbiguous')
  })
})
