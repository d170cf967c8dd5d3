import { db } from 'ponder:api'
import { agreement, booking, entry, event, returned, subAccount } from 'ponder:schema'
import type { AssetView, News, NewsView } from '@concordat/sdk/views.ts'
import { Hono } from 'hono'
import { and, asc, eq, gt, gte, isNull } from 'ponder'
import { getAddress } from 'viem'
import { viewEntry } from './accounts.ts'
import { viewPayment } from './agreements.ts'
import { viewAssets } from './assets.ts'
import { ApiError } from './errors.ts'
import { type Page, pageOf, parsePage } from './parse.ts'

type Found = { order: string; asset: bigint | null; view: (assetOf: (id: bigint) => AssetView) => News }

/** What happened from a block on: events of agreements, what they booked, what reached people's own accounts. */
async function listNews(block: number, page: Page): Promise<NewsView> {
  const first = String(block).padStart(10, '0')
  const isNext = (order: typeof event.order | typeof entry.order | typeof booking.order | typeof returned.order) =>
    page.cursor ? gt(order, page.cursor) : gte(order, first)
  const most = page.limit + 1
  const [events, bookings, entries, refused] = await Promise.all([
    db.select().from(event).where(isNext(event.order)).orderBy(asc(event.order)).limit(most),
    db
      .select({ row: booking, asset: agreement.asset })
      .from(booking)
      .innerJoin(agreement, eq(agreement.root, booking.root))
      .where(isNext(booking.order))
      .orderBy(asc(booking.order))
      .limit(most),
    db
      .select({ row: entry })
      .from(entry)
      .leftJoin(subAccount, eq(subAccount.account, entry.account))
      .leftJoin(returned, eq(returned.fact, entry.fact))
      .where(and(isNext(entry.order), gt(entry.amount, 0n), isNull(subAccount.account), isNull(returned.fact)))
      .orderBy(asc(entry.order))
      .limit(most),
    db.select().from(returned).where(isNext(returned.order)).orderBy(asc(returned.order)).limit(most),
  ])
  const found: Found[] = [
    ...events.map(({ order, root, ...line }) => ({
      order,
      asset: null,
      view: () => ({ type: 'event' as const, id: order, root, event: { id: order, ...line } }),
    })),
    ...bookings.map(({ row, asset }) => ({
      order: row.order,
      asset,
      view: (assetOf: (id: bigint) => AssetView) => ({
        type: 'booking' as const,
        id: row.order,
        root: row.root,
        asset: assetOf(asset),
        payment: viewPayment(row),
      }),
    })),
    ...entries.map(({ row }) => ({
      order: row.order,
      asset: row.asset,
      view: (assetOf: (id: bigint) => AssetView) => ({
        type: 'entry' as const,
        id: row.order,
        account: getAddress(row.account),
        asset: assetOf(row.asset),
        entry: viewEntry(row),
      }),
    })),
    ...refused.map(({ order, root, asset, payer, amount, ...line }) => ({
      order,
      asset,
      view: (assetOf: (id: bigint) => AssetView) => ({
        type: 'returned' as const,
        id: order,
        root,
        asset: assetOf(asset),
        payment: { payer: getAddress(payer), amount: String(amount), ...line },
      }),
    })),
  ]
  found.sort((one, other) => (one.order < other.order ? -1 : 1))
  const { rows, next } = pageOf(found, page)
  const assetOf = await viewAssets(rows.flatMap(({ asset }) => (asset === null ? [] : [asset])))
  return { news: rows.map(({ view }) => view(assetOf)), next }
}

function parseBlock(text: string | undefined): number {
  if (text !== undefined && /^[0-9]{1,10}$/.test(text)) return Number(text)
  throw new ApiError(400, 'NotABlock', `"${text ?? ''}" is not the number of a block: say from which on, as ?block=.`)
}

export const news = new Hono().get('/', async context => {
  const { block, ...query } = context.req.query()
  return context.json(await listNews(parseBlock(block), parsePage(query)))
})
