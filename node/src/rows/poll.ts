import type { Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { Sql } from '../database/open.ts'
import type { Log } from '../log.ts'
import { healRow, listUnusable } from './heal.ts'
import { listFeeds, readFeed } from './request.ts'
import { cursorsOf, storeRows } from './store.ts'

const rowsPerPage = 1_000

export type PollParameters = {
  sql: Sql
  account: PrivateKeyAccount
  source: string
  /** Businesses that the node's agreements name. */
  businesses: () => Promise<Hex[]>
  onRows: () => void
  log: Log
  /** How often places that are held for unusable rows are asked for again, in milliseconds. */
  healEveryMs: number
}

/** Reads what a business system has that the node does not. Answers whether there is more. */
export function createPoll({ sql, account, source, businesses, onRows, log, healEveryMs }: PollParameters) {
  let healedAt = Date.now()

  async function read(business: Hex, after: number): Promise<boolean> {
    const page = await readFeed(source, account, { business, after, limit: rowsPerPage })
    if (page.length === 0) return false
    const { stored, problems, isGap } = await storeRows(sql, business, page)
    for (const problem of problems) log('rowRefused', { source, business, ...problem, row: undefined })
    if (stored > 0) onRows()
    return page.length >= rowsPerPage && stored > 0 && !isGap
  }

  async function heal(business: Hex): Promise<void> {
    for (const seq of await listUnusable(sql, business)) {
      const [row] = await readFeed(source, account, { business, after: seq - 1, limit: 1 })
      if (row !== undefined && (await healRow(sql, business, seq, row))) {
        log('rowHealed', { source, business, seq })
        onRows()
      }
    }
  }

  return async (): Promise<boolean> => {
    const own = await businesses()
    if (own.length === 0) return false
    const offered = await listFeeds(source, account)
    const readable = own.filter(business => offered.has(business))
    const cursors = await cursorsOf(sql, readable)
    let more = false
    for (const business of readable) {
      const after = cursors.get(business) ?? 0
      const last = offered.get(business)
      // Each request is signed: only what has news is asked for.
      if (last === undefined || last > after) more = (await read(business, after)) || more
    }
    if (Date.now() - healedAt > healEveryMs) {
      for (const business of readable) await heal(business)
      healedAt = Date.now()
    }
    return more
  }
}
