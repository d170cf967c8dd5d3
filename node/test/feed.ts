import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import type { ProcessorAccount } from '@concordat/sdk/payments/processor.ts'
import { assignBookedAt } from '@concordat/sdk/rows/booking.ts'
import { monthCloseOf } from '@concordat/sdk/rows/close.ts'
import type { FeedRow, RowInput } from '@concordat/sdk/rows/schema.ts'
import { businessIdOf, createBusinessKey, signRow } from '@concordat/sdk/rows/sign.ts'
import { parseMonth } from '@concordat/sdk/splits/months.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { type Hex, isHex, recoverMessageAddress } from 'viem'

/** How the feed is disturbed on its way. */
export type Disturbance = (rows: unknown[]) => unknown[]

/** A tiny business system: one business, rows signed as they come. */
export async function startFeed() {
  const key = createBusinessKey()
  const business = businessIdOf(key.publicKey)
  const rows: FeedRow[] = []
  const readers = new Set<string>()
  let disturb: Disturbance = page => page
  const app = new Hono()

  app.use(async (c, next) => {
    const [, address = '', at = '', signature = ''] =
      c.req.header('authorization')?.match(/^Attestor (\S+) (\d+) (\S+)$/) ?? []
    const message = `concordat feed\n${c.req.path}\n${at}`
    if (!isHex(signature) || (await recoverMessageAddress({ message, signature })) !== address) return c.json({}, 401)
    readers.add(address)
    await next()
  })
  app.get('/api/businesses/feeds', c =>
    c.json([{ business, publicKey: key.publicKey, agreements: [], seq: rows.length }]),
  )
  app.get('/api/businesses/:id/feed', c => {
    const after = Number(c.req.query('after'))
    const limit = Number(c.req.query('limit'))
    return c.json({ rows: disturb(rows.filter(row => row.seq > after).slice(0, limit)) })
  })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()

  return {
    business,
    publicKey: key.publicKey,
    rows,
    readers,
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    disturb: (next: Disturbance) => {
      disturb = next
    },
    /** Signs and delivers records of an agreement, as the intake does. */
    push: (root: Hex, agreement: Agreement, ...inputs: RowInput[]) => {
      for (const input of inputs) rows.push(deliver(input, root, agreement))
    },
    /** Signs any content as the business. */
    sign: (row: Partial<FeedRow> & { seq: number }) =>
      signRow({ ...rows[0], publicKey: key.publicKey, business, ...row } as never, key.privateKey),
    stop: () => {
      if ('closeAllConnections' in server) server.closeAllConnections()
      return new Promise(resolve => server.close(resolve))
    },
  }

  function deliver(input: RowInput, root: Hex, agreement: Agreement): FeedRow {
    const own = rows.filter(row => row.agreement === root)
    const closed = own.flatMap(row => (row.kind === 'close' ? [parseMonth(row.data.month)] : []))
    const offset = agreement.rules.period.utcOffsetMinutes
    const bookedAt = assignBookedAt(input.date, offset, closed.length > 0 ? Math.max(...closed) : undefined)
    const data =
      input.kind === 'close'
        ? monthCloseOf({ agreement, decimals: currencyDecimals('XTS'), month: input.data.month, rows: own })
        : input.data
    const base = { seq: rows.length + 1, business, agreement: root, bookedAt, publicKey: key.publicKey }
    return signRow({ ...input, ...base, data } as never, key.privateKey)
  }
}

export type Feed = Awaited<ReturnType<typeof startFeed>>

const at = { recordedAt: '2025-01-02T08:00:00Z', round: 0 }

export const payment = (id: string, amount: string, date = '2025-01-01'): RowInput => ({
  ...at,
  date,
  kind: 'payment',
  id,
  data: { amount, currency: 'XTS', payer: 'card 1' },
})
export const refund = (id: string, original: string, amount: string, date = '2025-01-02'): RowInput => ({
  ...at,
  date,
  kind: 'refund',
  id,
  data: { original, amount, currency: 'XTS' },
})
export const meter = (date: string, quantity: string, round = 0): RowInput => ({
  ...at,
  date,
  round,
  kind: 'meter',
  id: `energy/${date}`,
  data: { meter: 'energy', quantity, unit: 'kWh' },
})
export const close = (month: string): RowInput => ({
  ...at,
  date: `${month}-28`,
  kind: 'close',
  id: month,
  data: { month },
})
export const milestone = (name: string): RowInput => ({
  ...at,
  date: '2025-01-05',
  kind: 'milestone',
  id: name,
  data: { milestone: name, value: '1' },
})
export const dispute = (id: string, original: string, amount: string, processor: ProcessorAccount): RowInput => ({
  ...at,
  date: '2025-01-03',
  kind: 'dispute',
  id,
  data: { original, amount, currency: 'XTS', processor },
})

/** The same row about an account at a processor. */
export function paidAt(row: RowInput, processor: ProcessorAccount): RowInput {
  return { ...row, data: { ...row.data, processor } } as RowInput
}
