import { processorName } from '@concordat/sdk/payments/processor.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Banked, startBank, type TestBank } from '../../test/bank.ts'
import { codeOf, quorum } from '../../test/harness.ts'
import { buildAgreement } from '../../test/indexer.ts'
import { type Connection, processorOf } from './connections.ts'

const reserve = { rateBps: 500, duration: 30 * 86_400 }

let bank: TestBank
beforeAll(async () => {
  bank = await startBank()
})
afterAll(() => bank.stop())

const connect = ({ id, key, account }: Banked, given: object) =>
  bank.send<Connection>(`/businesses/${id}/connections`, { key, body: { rail: 'bank', account, ...given } })

/** A business with an account that no agreement names. */
async function addUnnamed(): Promise<Banked> {
  const business = await bank.addBanked()
  bank.fake.agreements = bank.fake.agreements.filter(({ root }) => root !== business.root)
  return business
}

describe('the reserve of a connection', () => {
  test('default: it can change while nobody names the account, and is another name', async () => {
    const business = await addUnnamed()
    const { json } = await connect(business, { reserve })
    expect(json.reserve).toEqual(reserve)
    expect(processorName(processorOf(json))).not.toBe(processorName(business.processor))
    expect((await connect(business, { reserve: { ...reserve, rateBps: 501 } })).json.reserve?.rateBps).toBe(501)
    expect((await connect(business, { reserve: null })).json.reserve).toBeNull()
  })

  test('behavior: it stays where none is given', async () => {
    const business = await addUnnamed()
    await connect(business, { reserve })
    const { json } = await connect(business, { limits: { holdSeconds: 60 } })
    expect(json).toMatchObject({ reserve, limits: { holdSeconds: 60 } })
  })

  test.each(['effective', 'proposed'] as const)('error: an agreement that is %s names the account', async status => {
    const business = await addUnnamed()
    const processor = { ...business.processor, reserve }
    await connect(business, { reserve })
    const view = buildAgreement(business.id, quorum, {}, processorName(processor))
    bank.fake.agreements.push({ ...view, status })
    for (const other of [null, { ...reserve, rateBps: 501 }, { ...reserve, duration: 1 }])
      expect(codeOf(await connect(business, { reserve: other, limits: { holdSeconds: 60 } }))).toBe('ReserveInUse')
    const same = await connect(business, { reserve, limits: { holdSeconds: 60 } })
    expect(same.json).toMatchObject({ reserve, limits: { holdSeconds: 60 } })
  })

  test('behavior: what was declined, or names another account, does not count', async () => {
    const business = await addUnnamed()
    const view = buildAgreement(business.id, quorum, {}, processorName(business.processor))
    bank.fake.agreements.push({ ...view, status: 'declined' })
    bank.fake.agreements.push(buildAgreement(business.id, quorum, {}, business.id))
    expect((await connect(business, { reserve })).status).toBe(200)
  })

  test('error: none of all, more than all, no time, and part of a second', async () => {
    const business = await addUnnamed()
    for (const wrong of [
      { rateBps: 0 },
      { rateBps: 10_001 },
      { duration: 0 },
      { duration: 2 ** 32 },
      { duration: 1.5 },
    ])
      expect(codeOf(await connect(business, { reserve: { ...reserve, ...wrong } }))).toBe('RequestMalformed')
  })
})
