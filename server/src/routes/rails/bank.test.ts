import { endToEndIdOf } from '@concordat/sdk/payments/bank/references.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeReport } from '../../../../sdk/test/bank/pain002.ts'
import { type BankBatch, type Banked, type Imported, startBank, type TestBank } from '../../../test/bank.ts'
import { person, signedIn } from '../../../test/drafts.ts'
import { codeOf } from '../../../test/harness.ts'

let bank: TestBank
beforeAll(async () => {
  bank = await startBank()
})
afterAll(() => bank.stop())

/** A business with an open payout, managed by the first person; the second takes part in it. */
async function managed() {
  const business = await bank.addBanked()
  const participants = [
    { name: 'Olu', role: 'Operator', account: person(1).address },
    { name: 'Bao', role: 'builder', account: person(2).address },
  ]
  await bank.sql`update businesses set participants = ${bank.sql.json(participants)} where id = ${business.id}`
  const instruction = await bank.instruct(await bank.addReceiver(business), 1)
  return { business, instruction }
}

const at = ({ id }: Banked, part: string) => `/businesses/${id}/bank/${part}`
const ask = { headers: { 'idempotency-key': 'once' }, body: {} }
const xml = { 'content-type': 'application/xml' }

describe('a bank by session', () => {
  test('default: who manages the business does what its key does', async () => {
    const { business, instruction } = await managed()
    const olu = await signedIn(bank.send, person(1))
    expect((await olu.send(at(business, 'next'))).json).toEqual([
      { account: business.account, currency: 'XTS', transfers: 1, total: '10.00', later: 0 },
    ])
    const order = () => olu.send<{ batch: BankBatch | null }>(at(business, 'payouts'), ask)
    const { batch } = (await order()).json
    expect((await order()).json.batch).toEqual(batch)
    expect((await olu.send(at(business, 'next'))).json).toMatchObject([{ currency: null, transfers: 0, total: '0' }])
    const get = () =>
      bank.app.request(`/api${at(business, `payouts/${batch?.id}`)}`, { headers: { cookie: olu.cookie } })
    const file = await (await get()).text()
    expect(file).toContain(endToEndIdOf(instruction))
    expect(await (await get()).text()).toBe(file)
    const report = writeReport({
      message: batch?.id ?? '',
      transfers: [{ endToEndId: endToEndIdOf(instruction), reason: 'AC04' }],
    })
    const imported = await olu.send<Imported>(at(business, 'statements'), { headers: xml, body: report })
    expect(imported.json).toMatchObject({ fresh: 1, placed: 1 })
    expect((await olu.send(at(business, 'statements'))).json).toMatchObject({ reports: [{ id: 'PSR-1' }], left: [] })
  })

  test('error: other participants, no session, a page from elsewhere; nothing is made', async () => {
    const { business } = await managed()
    const [olu, bao] = [await signedIn(bank.send, person(1)), await signedIn(bank.send, person(2))]
    expect(codeOf(await bao.send(at(business, 'payouts'), ask))).toBe('NotTheManager')
    expect(codeOf(await bao.send(at(business, 'statements')))).toBe('NotTheManager')
    expect(codeOf(await bao.send(at(business, 'next')))).toBe('NotTheManager')
    expect(codeOf(await bank.send(at(business, 'payouts'), ask))).toBe('SignInNeeded')
    const foreign = { ...ask, headers: { ...ask.headers, origin: 'https://elsewhere.test' } }
    expect(codeOf(await olu.send(at(business, 'payouts'), foreign))).toBe('OriginForeign')
    expect((await olu.send(at(business, 'payouts'))).json).toEqual([])
  })

  test('error: too large a file is refused before it is read', async () => {
    const { business } = await managed()
    const olu = await signedIn(bank.send, person(1))
    const body = new Uint8Array(33 * 1024 * 1024)
    expect(codeOf(await olu.send(at(business, 'statements'), { headers: xml, body }))).toBe('BodyTooLarge')
  })

  test('behavior: instructions in the hold time are told apart', async () => {
    const { business } = await managed()
    const limits = { limits: { holdSeconds: 3_600 }, rail: 'bank', account: business.account }
    await bank.send(`/businesses/${business.id}/connections`, { key: business.key, body: limits })
    expect((await bank.send(at(business, 'next'), { key: business.key })).json).toMatchObject([
      { currency: null, transfers: 0, later: 1 },
    ])
  })
})
