import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { verifyRow } from '@concordat/sdk/rows/sign.ts'
import type { BatchView, RowView } from '@concordat/sdk/views.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  close,
  codeOf,
  meter,
  payment,
  refund,
  startServer,
  type TestBusiness,
  type TestServer,
} from '../../test/harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const readRows = async (business: TestBusiness, query = 'limit=1000') =>
  (await server.send<RowView[]>(`/businesses/${business.id}/rows?${query}`)).json

/** Everything that was signed, as it is kept. */
const signedRows = (business: TestBusiness) => server.sql<FeedRow[]>`
  select r.seq, r.business, r.agreement, r.kind, r.id, r.round, r.date, r.recorded_at as "recordedAt",
    r.booked_at as "bookedAt", r.data, b.public_key as "publicKey", r.signature
  from rows r join businesses b on b.id = r.business where r.business = ${business.id} order by r.seq`

describe('POST /businesses/:id/rows', () => {
  test('default', async () => {
    const business = await server.addBusiness()
    const { status, json } = await server.deliver(business, [
      payment('p1'),
      refund('r1', 'p1'),
      meter('2025-11-05', '12.5'),
      { recordedAt: '2025-11-07T00:00:00Z', date: '2025-11-06', kind: 'milestone', reference: 'accepted' },
    ])
    expect(status).toBe(200)
    expect(json).toMatchObject({ total: 4, accepted: 4, duplicates: 0, refused: [], status: 'done' })
    const rows = await signedRows(business)
    expect(rows.map(row => [row.seq, row.kind, row.id])).toEqual([
      [1, 'payment', 'p1'],
      [2, 'refund', 'r1'],
      [3, 'meter', 'main/2025-11-05'],
      [4, 'milestone', 'accepted'],
    ])
    for (const row of rows) {
      expect(() => verifyRow(row)).not.toThrow()
      expect(row.agreement).toBe(business.root)
    }
  })

  test('behavior: the parties hear of readings, together, and of each milestone; of corrections again, of repetitions not', async () => {
    const business = await server.addBusiness()
    const milestone = {
      recordedAt: '2025-11-07T00:00:00Z',
      date: '2025-11-06',
      kind: 'milestone',
      reference: 'accepted',
    }
    const rows = [meter('2025-11-05', '12.5'), meter('2025-11-06', '3'), milestone, payment('p1')]
    await server.deliver(business, rows)
    await server.deliver(business, rows)
    await server.deliver(business, [meter('2025-11-06', '4', { round: 1 })])
    const told = await server.sql<{ account: string; kind: string; args: Record<string, unknown> }[]>`
      select account, kind, args from alerts where subject = ${business.root} order by account, kind`
    const accounts = [...new Set(told.map(({ account }) => account))]
    expect(accounts.length).toBeGreaterThan(1)
    expect(told.map(({ account, kind, args }) => [account, kind, args.count ?? args.text])).toEqual(
      accounts.flatMap(account => [
        [account, 'milestoneReported', 'accepted'],
        [account, 'readingsReported', 3],
      ]),
    )
  })

  test('behavior: the same key and body get the same answer, and nothing is done twice', async () => {
    const business = await server.addBusiness()
    const first = await server.deliver(business, [payment('p1')], 'once')
    const again = await server.deliver(business, [payment('p1')], 'once')
    expect(again.json).toEqual(first.json)
    expect(await readRows(business)).toHaveLength(1)
  })

  test('behavior: two requests with the same key at once are one', async () => {
    const business = await server.addBusiness()
    const answers = await Promise.all([1, 2, 3].map(() => server.deliver(business, [payment('p1')], 'once')))
    expect(new Set(answers.map(answer => answer.json.id)).size).toBe(1)
    expect(answers.map(answer => answer.json.accepted)).toEqual([1, 1, 1])
  })

  test('behavior: repetitions are counted, also when they were recorded at another time', async () => {
    const business = await server.addBusiness()
    await server.deliver(business, [payment('p1')])
    const rows = [payment('p1', { recordedAt: '2025-11-09T00:00:00Z' }), payment('p2'), payment('p2')]
    expect((await server.deliver(business, rows)).json).toMatchObject({ accepted: 1, duplicates: 2, refused: [] })
  })

  test('behavior: a close states what is booked in its month, and later rows of the month count in the next', async () => {
    const business = await server.addBusiness()
    await server.deliver(business, [
      payment('p1', { amount: '100.00' }),
      refund('r1', 'p1', { amount: '30.00' }),
      payment('p2', { date: '2025-12-01', recordedAt: '2025-12-02T00:00:00Z' }),
      meter('2025-11-05', '10.500'),
      meter('2025-11-05', '11.500', { round: 1 }),
      meter('2025-12-01', '1'),
      close('2025-11'),
      payment('late', { recordedAt: '2025-12-03T00:00:00Z', amount: '7.00' }),
      meter('2025-11-06', '2', { recordedAt: '2025-12-03T00:00:00Z' }),
      close('2025-12'),
    ])
    const rows = await signedRows(business)
    const closes = rows.filter(row => row.kind === 'close').map(row => row.data)
    expect(closes).toEqual([
      { month: '2025-11', entries: 2, sum: '7000', quantities: { main: '11500' } },
      { month: '2025-12', entries: 2, sum: '1700', quantities: { main: '14500' } },
    ])
    const late = rows.find(row => row.id === 'late')
    expect(late?.bookedAt).toBe(Date.UTC(2025, 10, 30, 16) / 1000)
  })

  test('behavior: a row from before the first month keeps its date', async () => {
    const business = await server.addBusiness()
    await server.deliver(business, [payment('p1', { date: '2025-10-05' })])
    expect((await signedRows(business))[0]?.bookedAt).toBe(Date.UTC(2025, 9, 4, 16) / 1000)
  })

  test('behavior: numbers have no gaps when batches come at once', async () => {
    const business = await server.addBusiness()
    const batches = Array.from({ length: 8 }, (_, b) =>
      server.deliver(
        business,
        Array.from({ length: 60 }, (_, i) => payment(`p${b}-${i}`)),
      ),
    )
    for (const { json } of await Promise.all(batches)) expect(json.accepted).toBe(60)
    expect((await signedRows(business)).map(row => row.seq)).toEqual(Array.from({ length: 480 }, (_, i) => i + 1))
  })

  test('behavior: 10,000 rows', async () => {
    const business = await server.addBusiness()
    const rows = Array.from({ length: 10_000 }, (_, i) => payment(`p${i}`))
    const begin = performance.now()
    const { json } = await server.deliver(business, rows)
    const seconds = (performance.now() - begin) / 1000
    console.log(`10,000 rows accepted in ${seconds.toFixed(1)} s`)
    expect(json.accepted).toBe(10_000)
    const answer = await server.deliver(business, [...rows, payment('more')])
    expect([answer.status, codeOf(answer)]).toEqual([413, 'TooManyRows'])
  })
})

describe('POST /businesses/:id/rows refuses', () => {
  test('error: IdempotencyConflict', async () => {
    const business = await server.addBusiness()
    await server.deliver(business, [payment('p1')], 'once')
    const answer = await server.deliver(business, [payment('p2')], 'once')
    expect([answer.status, codeOf(answer)]).toEqual([409, 'IdempotencyConflict'])
  })

  test('error: RequestMalformed without an Idempotency-Key, and for what is no JSON', async () => {
    const { id, key } = await server.addBusiness()
    const missing = await server.send(`/businesses/${id}/rows`, { key, body: { rows: [] } })
    expect([missing.status, codeOf(missing)]).toEqual([400, 'RequestMalformed'])
    const headers = { 'content-type': 'application/json' }
    const broken = await server.send(`/businesses/${id}/rows`, { key, idempotencyKey: 'x', body: '{"rows":', headers })
    expect([broken.status, codeOf(broken)]).toEqual([400, 'RequestMalformed'])
  })

  test('error: AgreementMissing before all have signed', async () => {
    const business = await server.addBusiness(false)
    const answer = await server.deliver(business, [payment('p1')])
    expect([answer.status, codeOf(answer)]).toEqual([409, 'AgreementMissing'])
  })

  test('error: BodyTooLarge', async () => {
    const business = await server.addBusiness()
    const answer = await server.deliver(business, [payment('p1', { payer: 'x'.repeat(17 * 1024 * 1024) })])
    expect([answer.status, codeOf(answer)]).toEqual([413, 'BodyTooLarge'])
  })

  const cases: [string, number, ...Record<string, unknown>[]][] = [
    ['RowConflict', 2, payment('p1'), payment('p1', { amount: '11.00' })],
    ['RowUnreadable', 1, payment('p1', { date: '2025-02-30' })],
    ['RowUnreadable', 1, payment('p1', { kind: 'gift' })],
    ['RowUnreadable', 1, payment('p1', { payer: 'a\u0000b' })],
    ['AmountUnreadable', 1, payment('p1', { amount: '1.001' })],
    ['AmountZero', 1, payment('p1', { amount: '0.00' })],
    ['CurrencyDiffers', 1, payment('p1', { currency: 'EUR' })],
    ['PaymentUnknown', 1, refund('r1', 'p1')],
    ['RefundAbovePayment', 3, payment('p1'), refund('r1', 'p1', { amount: '6' }), refund('r2', 'p1', { amount: '5' })],
    ['DateAfterRecording', 1, payment('p1', { date: '2205-11-05' })],
    ['DateTooEarly', 1, payment('p1', { date: '1969-11-05' })],
    ['CloseOutOfOrder', 1, close('2025-12')],
    ['MonthAlreadyClosed', 1, close('2025-10')],
    ['MonthAlreadyClosed', 2, close('2025-11'), close('2025-11', { round: 1 })],
    ['RoundPassed', 2, meter('2025-11-05', '1', { round: 2 }), meter('2025-11-05', '2', { round: 1 })],
  ]
  test.each(cases)('error: %s, and accepts the rest', async (code, line, ...rows) => {
    const business = await server.addBusiness()
    const { status, json } = await server.deliver(business, [...rows, payment('last')])
    expect(status).toBe(200)
    expect(json.refused).toEqual([{ line, code, message: expect.stringMatching(/\.$/) }])
    expect(json.accepted).toBe(rows.length)
  })

  test('error: an accepted row cannot be changed, not even in the database', async () => {
    const business = await server.addBusiness()
    await server.deliver(business, [payment('p1')])
    await expect(server.sql`update rows set date = '2025-01-01'`).rejects.toThrow('never changed')
    await expect(server.sql`delete from rows`).rejects.toThrow('never changed')
  })
})

describe('POST /businesses/:id/csv', () => {
  const header = 'recordedAt,date,kind,id,original,amount,currency,payer'
  const post = (business: TestBusiness, body: string | Uint8Array, kind = 'bills') =>
    server.send<BatchView>(`/businesses/${business.id}/csv?kind=${kind}`, {
      ...{ key: business.key, idempotencyKey: crypto.randomUUID(), body, headers: { 'content-type': 'text/csv' } },
    })

  test('behavior: a byte order mark, CRLF and quoted fields', async () => {
    const business = await server.addBusiness()
    const text = `\uFEFF${header}\r\n2025-11-05T10:00:00Z,2025-11-05,payment,p1,,10.00,XTS,"Lee, ""Ann"" & sons"\r\n`
    expect((await post(business, text)).json).toMatchObject({ accepted: 1, refused: [] })
    expect((await readRows(business))[0]?.data.payer).toBe('Lee, "Ann" & sons')
  })

  test('error: ColumnUnknown and ColumnMissing name the column and the line', async () => {
    const business = await server.addBusiness()
    const unknown = await post(business, `${header},colour\n`)
    expect(unknown.status).toBe(422)
    expect(unknown.json).toMatchObject({ error: { code: 'ColumnUnknown', details: { name: 'colour', line: 1 } } })
    const missing = await post(business, `${header.replace(',payer', '')}\n`)
    expect(missing.json).toMatchObject({ error: { code: 'ColumnMissing', details: { name: 'payer', line: 1 } } })
    expect(codeOf(await post(business, header, 'progress'))).toBe('ColumnUnknown')
    expect(codeOf(await post(business, `${header},id\n`))).toBe('ColumnTwice')
    expect(codeOf(await post(business, new Uint8Array([0xff, 0xfe, 0x41, 0])))).toBe('NotUtf8')
  })

  test('error: RowIncomplete for half a row and for a quote that does not close', async () => {
    const business = await server.addBusiness()
    const good = '2025-11-05T10:00:00Z,2025-11-05,payment,p1,,10.00,XTS,x'
    const half = await post(business, `${header}\n${good}\n2025-11-05T10:0`)
    expect(half.json).toMatchObject({ accepted: 1, refused: [{ line: 3, code: 'RowIncomplete' }] })
    const open = await post(business, `${header}\n${good}\n2025-11-05T10:00:00Z,2025-11-05,"payment,p2`)
    expect(open.json).toMatchObject({ duplicates: 1, refused: [{ line: 3, code: 'RowIncomplete' }] })
    const long = await post(business, `${header}\n${good},more\n`)
    expect(long.json).toMatchObject({ refused: [{ line: 2, code: 'RowTooLong' }] })
  })
})

describe('POST /businesses/:id/import', () => {
  const progress = `recordedAt,date,kind,reference,round,value,unit
2025-11-05T20:00:00Z,2025-11-05,meter,main,0,1.5,kWh
2025-12-01T20:00:00Z,2025-12-01,close,2025-11,0,,
`
  const bills = `recordedAt,date,kind,id,original,amount,currency,payer
2025-11-05T10:00:00Z,2025-11-05,payment,p1,,10.00,XTS,x
2025-12-02T10:00:00Z,2025-12-02,payment,p2,,10.00,XTS,x
2025-12-03T10:00:00Z
`
  const form = (files: Record<string, string>) => {
    const body = new FormData()
    for (const [name, text] of Object.entries(files)) body.set(name, new File([text], `${name}.csv`))
    return body
  }
  const post = (business: TestBusiness, files: Record<string, string>, idempotencyKey: string = crypto.randomUUID()) =>
    server.send<BatchView>(`/businesses/${business.id}/import`, {
      key: business.key,
      idempotencyKey,
      body: form(files),
    })

  test('default', async () => {
    const business = await server.addBusiness()
    const seen: BatchView[] = []
    const unsubscribe = server.hub.subscribe(({ event, data }) => {
      if (event === 'batch' && data.business === business.id) seen.push(data.batch)
    })
    const started = await post(business, { progress, bills }, 'once')
    expect(started.json).toMatchObject({ total: 5, status: 'running' })
    const path = `/businesses/${business.id}/batches/${started.json.id}`
    await expect.poll(async () => (await server.send<BatchView>(path)).json.status).toBe('done')
    unsubscribe()
    const batch = (await server.send<BatchView>(path)).json
    expect(batch).toMatchObject({ accepted: 4, refused: [{ line: 4, code: 'RowIncomplete' }] })
    expect(batch.refused[0]?.message).toMatch(/^bills: /)
    expect(seen.at(-1)).toEqual(batch)
    const rows = await readRows(business)
    expect(rows.map(row => row.kind)).toEqual(['payment', 'meter', 'close', 'payment'])
    expect((await post(business, { progress, bills }, 'once')).json).toEqual(batch)
    expect(codeOf(await post(business, { bills }, 'once'))).toBe('IdempotencyConflict')
  })

  test('error: FileMissing and FileUnknown', async () => {
    const business = await server.addBusiness()
    expect(codeOf(await post(business, {}))).toBe('FileMissing')
    expect(codeOf(await post(business, { bills, photos: 'x' }))).toBe('FileUnknown')
    expect(codeOf(await post(business, { bills: 'a,b\n' }))).toBe('ColumnUnknown')
  })
})
