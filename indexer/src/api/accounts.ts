import { db } from 'ponder:api'
import { balance, entry, subAccount } from 'ponder:schema'
import type { AccountView, EntriesView, EntryView } from '@concordat/sdk/views.ts'
import { Hono } from 'hono'
import { and, desc, eq, lt, ne } from 'ponder'
import { getAddress } from 'viem'
import { viewAssets } from './assets.ts'
import { pageOf, parseAddress, parseAsset, parseHash, parsePage } from './parse.ts'
import { listSummaries } from './summaries.ts'

export function viewEntry({
  order,
  asset,
  amount,
  balanceAfter,
  counterparty,
  account,
  ...row
}: typeof entry.$inferSelect): EntryView {
  return {
    ...row,
    id: order,
    asset: String(asset),
    amount: String(amount),
    balanceAfter: String(balanceAfter),
    counterparty: getAddress(counterparty),
  }
}

export const accounts = new Hono()
  .get('/:address', async context => {
    const address = parseAddress(context.req.param('address'))
    const [balances, [owned], { agreements }] = await Promise.all([
      db
        .select()
        .from(balance)
        .where(and(eq(balance.account, address), ne(balance.amount, 0n)))
        .orderBy(balance.asset)
        .limit(1_000),
      db.select().from(subAccount).where(eq(subAccount.account, address)),
      listSummaries({ party: address }, { limit: 200, cursor: undefined }),
    ])
    const assetOf = await viewAssets(balances.map(row => row.asset))
    const view: AccountView = {
      address,
      balances: balances.map(row => ({ asset: assetOf(row.asset), amount: String(row.amount) })),
      owner: owned ? { contract: getAddress(owned.contract), key: owned.key, agreement: owned.agreement } : null,
      agreements,
    }
    return context.json(view)
  })
  .get('/:address/entries', async context => {
    const account = parseAddress(context.req.param('address'))
    const { asset, agreement, ...query } = context.req.query()
    const page = parsePage(query)
    const found = await db
      .select()
      .from(entry)
      .where(
        and(
          eq(entry.account, account),
          asset === undefined ? undefined : eq(entry.asset, parseAsset(asset)),
          agreement === undefined ? undefined : eq(entry.agreement, parseHash(agreement)),
          page.cursor ? lt(entry.order, page.cursor) : undefined,
        ),
      )
      .orderBy(desc(entry.order))
      .limit(page.limit + 1)
    const { rows, next } = pageOf(found, page)
    const view: EntriesView = { entries: rows.map(viewEntry), next }
    return context.json(view)
  })
