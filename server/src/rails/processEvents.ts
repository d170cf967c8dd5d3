import { BaseError } from '@concordat/sdk/errors/base.ts'
import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import type { BatchView } from '@concordat/sdk/views.ts'
import type Stripe from 'stripe'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/connect.ts'
import { type ApiError, isDatabaseDown } from '../errors.ts'
import type { Indexer } from '../indexer/createIndexer.ts'
import { type Connection, listConnections } from './connections.ts'
import { type Observed, observe, type Thing } from './observe.ts'
import { idOf } from './processor.ts'
import { firstRefusal, recordObserved } from './record.ts'

/** The longest wait before an event is tried again, in seconds, and how many doublings lead to it. */
const longestWait = 60
const doublings = 6
/** How many things the processor is asked about at once. */
const atOnce = 6

type Waiting = { account: string; id: string; body: Stripe.Event }
/** Events about one thing: however many there are, how it stands is asked once. */
type News = { connection: Connection; thing: Thing; events: Waiting[] }
type Seen = News & { observed: Observed }

/** Turns events that are due into rows, each once. Answers how many it took on. */
export async function processEvents(context: Context): Promise<number> {
  const { sql } = context
  const waiting = await sql<Waiting[]>`
    select e.account, e.id, e.body from processor_events e
    join connections c on c.rail = 'stripe' and c.account = e.account
    where e.processed_at is null and e.next_at <= now() order by e.created, e.id limit 100`
  const { news, nothing } = gather(waiting, await listConnections(sql))
  if (nothing.length > 0) await sql.begin(tx => endEvents(tx, nothing))
  const turn = { ...context, indexer: askingOnce(context.indexer) }
  for (const seen of byAgreement(await observeAll(turn, news)))
    await record(context, seen).catch(() => recordEach(context, seen))
  return waiting.length
}

function gather(waiting: Waiting[], connections: Connection[]): { news: News[]; nothing: Waiting[] } {
  const news = new Map<string, News>()
  const nothing: Waiting[] = []
  for (const event of waiting) {
    const thing = thingOf(event.body)
    const connection = connections.find(({ rail, account }) => rail === 'stripe' && account === event.account)
    if (!thing || !connection) {
      nothing.push(event)
      continue
    }
    const key = `${event.account} ${thing.kind} ${thing.id}`
    const known = news.get(key) ?? { connection, thing, events: [] }
    known.events.push(event)
    news.set(key, known)
  }
  return { news: [...news.values()], nothing }
}

/** What of each thing there is to write, in the order of the events; the others are ended or put off. */
async function observeAll(context: Context, news: News[]): Promise<Seen[]> {
  const seen: (Seen | undefined)[] = []
  const queue = news.entries()
  const worker = async () => {
    for (const [index, each] of queue)
      try {
        const observed = await observe(context, each.connection, each.thing)
        if (observed) seen[index] = { ...each, observed }
        else await context.sql.begin(tx => endEvents(tx, each.events))
      } catch (error) {
        await putOff(context, each.events, error)
      }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return seen.filter(each => each !== undefined)
}

function byAgreement(seen: Seen[]): Seen[][] {
  return [
    ...Map.groupBy(seen, ({ connection, observed }) => `${connection.account} ${observed.agreement.root}`).values(),
  ]
}

/** Writes what was seen of one agreement and ticks its events off, in one transaction. Throws when the intake refuses any of it. */
async function record(context: Context, seen: Seen[]): Promise<void> {
  const [first] = seen
  if (!first) return
  const { business } = first.connection
  const batch = await context.sql.begin(async tx => {
    const open = await lockOpen(tx, seen)
    const rows = new Map(
      open.flatMap(({ observed }) => observed.rows).map(row => [`${row.kind} ${row.id} ${row.round}`, row]),
    )
    const { agreement } = first.observed
    const payers = open.flatMap(({ observed }) => observed.payers ?? [])
    const written = await recordObserved(tx, context, business, { agreement, rows: [...rows.values()], payers })
    const refusal = firstRefusal(written)
    // Alone, a refusal is known to be of this thing.
    if (refusal && seen.length > 1) throw new Error('told apart one by one')
    await endEvents(
      tx,
      seen.flatMap(({ events }) => events),
      refusal,
    )
    return written
  })
  if (batch) publish(context, first.connection, batch)
}

async function recordEach(context: Context, seen: Seen[]): Promise<void> {
  for (const each of seen)
    try {
      await record(context, [each])
    } catch (error) {
      await putOff(context, each.events, error)
    }
}

/** Those that no other process has written meanwhile. */
async function lockOpen(tx: Transaction, seen: Seen[]): Promise<Seen[]> {
  const [account] = seen.map(({ connection }) => connection.account)
  const ids = seen.flatMap(({ events }) => events.map(({ id }) => id))
  const open = await tx<{ id: string }[]>`
    select id from processor_events where account = ${account ?? ''} and id = any(${ids}) and processed_at is null
    order by id for update`
  const left = new Set(open.map(({ id }) => id))
  return seen.filter(({ events }) => events.some(({ id }) => left.has(id)))
}

function publish({ hub }: Context, { business }: Connection, batch: BatchView): void {
  hub.publish({ event: 'batch', data: { business, batch } })
}

async function endEvents(tx: Transaction, events: Waiting[], refusal?: object): Promise<void> {
  for (const { account, id } of events)
    await tx`
      update processor_events set processed_at = now(), refusal = ${refusal ? tx.json(refusal as never) : null}
      where account = ${account} and id = ${id} and processed_at is null`
}

/** What may pass is tried again later; what is refused ends with its reason. */
async function putOff({ sql }: Context, events: Waiting[], error: unknown): Promise<void> {
  if (isDatabaseDown(error)) throw error
  const passes = !(error instanceof BaseError) || error instanceof RetryableError || (error as ApiError).status >= 500
  if (!passes) {
    const refusal = { code: error.code, message: error.shortMessage }
    return sql.begin(tx => endEvents(tx, events, refusal))
  }
  const ids = events.map(({ id }) => id)
  if (!(error instanceof RetryableError)) console.error(`The events ${ids.join(', ')} wait:`, error)
  await sql`
    update processor_events set attempts = attempts + 1,
      next_at = now() + make_interval(secs => least(power(2, least(attempts, ${doublings})), ${longestWait}))
    where account = ${events[0]?.account ?? ''} and id = any(${ids})`
}

/** Within one turn an agreement is read once. */
function askingOnce(indexer: Indexer): Indexer {
  const asked = new Map<string, ReturnType<Indexer['getAgreement']>>()
  return {
    ...indexer,
    getAgreement: root => {
      const answer = asked.get(root) ?? indexer.getAgreement(root)
      asked.set(root, answer)
      return answer
    },
  }
}

/** What an event is about. Its content is not looked at: how it stands is asked of the processor. */
function thingOf({ data }: Stripe.Event): Thing | undefined {
  const object = data.object as { object?: string; id?: string; payment_intent?: string | { id: string } | null }
  const { id = '' } = object
  if (object.object === 'payment_intent') return { kind: 'payment', id }
  if (object.object === 'refund' || object.object === 'dispute' || object.object === 'payout')
    return { kind: object.object, id }
  const payment =
    object.object === 'charge' || object.object === 'checkout.session' ? idOf(object.payment_intent ?? null) : null
  return payment === null ? undefined : { kind: 'payment', id: payment }
}
