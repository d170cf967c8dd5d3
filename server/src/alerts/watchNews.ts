import type { AgreementView, News } from '@concordat/sdk/views.ts'
import type { Hex } from 'viem'
import type { Sql } from '../database/connect.ts'
import { holdBack } from '../events/holdBack.ts'
import type { Hub } from '../events/hub.ts'
import type { Indexer } from '../indexer/createIndexer.ts'
import { tellStatements } from '../statements/links.ts'
import { describeEvent } from './chain/describeEvent.ts'
import {
  type Concerned,
  concerned,
  describeBooking,
  describeEntry,
  describeReturned,
  type GrowingAlert,
} from './chain/describeMoney.ts'
import { listDeadlines } from './chain/listDeadlines.ts'
import { grow } from './grow.ts'
import { type Alert, raise } from './raise.ts'
import { keepDeadlines, remind } from './remind.ts'

const interval = 1_000

/** Blocks that are read again: the indexer may have replaced them since. */
const overlap = 30

const pageSize = 200

type Parts = { sql: Sql; hub: Hub; indexer: Indexer }

/** Tells accounts what the indexer reads, and reminds them of deadlines. What was told already is not told again. */
export function watchNews(parts: Parts): () => void {
  let stopped = false
  let seen = ''
  let timer: NodeJS.Timeout | undefined

  async function look() {
    let now = Math.floor(Date.now() / 1000)
    try {
      const status = await parts.indexer.getStatus()
      now = Math.max(status.timestamp, now)
      if (status.blockHash !== seen) {
        await readNews(parts, status.block)
        seen = status.blockHash
      }
    } catch {
      // Nothing is lost: the next look goes on where this one stopped.
    }
    try {
      for (const root of await remind(parts.sql, parts.hub, now)) await refresh(parts, root)
    } catch {
      // Deadlines are kept: what is due is said at the next look.
    }
    if (!stopped) timer = setTimeout(look, interval)
  }
  void look()

  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

/** Reads everything that is new up to a block. */
export async function readNews({ sql, hub, indexer }: Parts, head: number): Promise<void> {
  const [kept] = await sql<{ block: number }[]>`select block from alerts_cursor`
  const from = Math.max(0, (kept?.block ?? 0) - overlap)
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { news, next } = await indexer.listNews(from, pageSize, cursor)
    // Asked after the news, so that an agreement is at least as new as they are.
    const agreements = new Map<Hex, AgreementView | null>()
    for (const root of new Set(news.flatMap(rootOf))) agreements.set(root, await indexer.getAgreement(root))
    await tell(sql, hub, news, agreements)
    cursor = next
  }
  // Only now: should the server die before, it reads the same blocks again.
  await sql`
    insert into alerts_cursor (block) values (${head}) on conflict (single) do update set block = excluded.block`
}

async function tell(sql: Sql, hub: Hub, news: News[], agreements: Map<Hex, AgreementView | null>): Promise<void> {
  const { alerts, growing } = describe(news, agreements)
  const now = Math.floor(Date.now() / 1000)
  const changed = new Set(news.flatMap(one => (one.type === 'event' ? [one.root] : [])))
  const { later, release } = holdBack(hub)
  await sql.begin(async tx => {
    for (const alert of alerts) await raise(tx, later, alert)
    await grow(tx, later, growing)
    for (const one of news) {
      const agreement = one.type === 'event' && agreements.get(one.root)
      if (agreement) await tellStatements(tx, one, agreement)
    }
    for (const root of changed) {
      const agreement = agreements.get(root)
      if (agreement) await keepDeadlines(tx, root, listDeadlines(agreement, now))
    }
  })
  release()
}

function describe(news: News[], agreements: Map<Hex, AgreementView | null>) {
  const alerts: Alert[] = []
  const growing: GrowingAlert[] = []
  // Reading terms takes long, and hundreds of payments may be of one agreement.
  const concernedBy = new Map<Hex, Concerned>()
  for (const one of news) {
    if (one.type === 'entry') {
      const said = describeEntry(one)
      if (said && 'alert' in said) alerts.push(said.alert)
      else if (said) growing.push(said.growing)
      continue
    }
    const agreement = agreements.get(one.root) ?? null
    if (one.type === 'returned') alerts.push(describeReturned(one, agreement))
    else if (!agreement) continue
    else if (one.type === 'event') alerts.push(...describeEvent(one.event, agreement))
    else {
      const whom = concernedBy.get(one.root) ?? concerned(agreement)
      concernedBy.set(one.root, whom)
      growing.push(describeBooking(one, whom))
    }
  }
  return { alerts, growing }
}

/** A freeze lapses without an event; its deadlines are those of the agreement again. */
async function refresh({ sql, indexer }: Parts, root: Hex): Promise<void> {
  const agreement = await indexer.getAgreement(root)
  if (!agreement || agreement.status === 'frozen') return
  const deadlines = listDeadlines(agreement, Math.floor(Date.now() / 1000))
  await sql.begin(tx => keepDeadlines(tx, root, deadlines))
}

const rootOf = (news: News): Hex[] => (news.type === 'entry' ? [] : [news.root])
