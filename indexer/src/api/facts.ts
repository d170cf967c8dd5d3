import { db } from 'ponder:api'
import { agreement, fact, use } from 'ponder:schema'
import { topicNameOf, topics } from '@concordat/sdk/ids.ts'
import type { FactsView, FactView } from '@concordat/sdk/views.ts'
import { Hono } from 'hono'
import { and, asc, desc, eq, inArray, lt, notInArray } from 'ponder'
import { getAddress, type Hex } from 'viem'
import { ApiError } from './errors.ts'
import { type Page, pageOf, parseHash, parsePage } from './parse.ts'

type Row = typeof fact.$inferSelect
type Use = { fact: Hex; root: Hex; business: Hex }

/** @param uses Of this fact and others. */
function viewFact(row: Row, uses: Use[]): FactView {
  const { digest, quorum, subject, value, observedAt, block, timestamp, transaction, needed } = row
  return {
    digest,
    quorum,
    topic: topicNameOf(row.topic),
    subject,
    round: String(row.round),
    value,
    observedAt,
    usedBy: getAddress(row.usedBy),
    agreements: uses.filter(each => each.fact === digest).map(({ root, business }) => ({ root, business })),
    block,
    timestamp,
    transaction,
    confirmedBy: row.confirmedBy.map(member => getAddress(member)),
    members: row.members.map(member => getAddress(member)),
    needed,
  }
}

/** The facts with the agreements that acted on them. */
async function viewFacts(rows: Row[]): Promise<FactView[]> {
  if (rows.length === 0) return []
  const uses = await db
    .select({ fact: use.fact, root: agreement.root, business: agreement.business })
    .from(use)
    .innerJoin(agreement, eq(agreement.root, use.agreement))
    .where(
      inArray(
        use.fact,
        rows.map(({ digest }) => digest),
      ),
    )
    .orderBy(asc(use.order))
  return rows.map(row => viewFact(row, uses))
}

type Filter = { agreement?: Hex | undefined; subject?: Hex | undefined; topic?: string | undefined }

function hasTopic(name: string) {
  const known = Object.entries(topics)
  const found = known.find(([topic]) => topic === name)
  if (found) return eq(fact.topic, found[1])
  if (name === 'other')
    return notInArray(
      fact.topic,
      known.map(([, hash]) => hash),
    )
  const names = [...known.map(([topic]) => topic), 'other'].join(', ')
  throw new ApiError(400, 'TopicUnknown', `"${name}" is not a topic: give one of ${names}.`)
}

/** Facts, newest first: of an agreement by when it used them, else by when the chain first did. */
export async function listFacts(filter: Filter, page: Page): Promise<FactsView> {
  const order = filter.agreement ? use.order : fact.order
  const found = await selectFacts(filter.agreement)
    .where(
      and(
        filter.agreement && eq(use.agreement, filter.agreement),
        filter.subject && eq(fact.subject, filter.subject),
        filter.topic === undefined ? undefined : hasTopic(filter.topic),
        page.cursor ? lt(order, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(order))
    .limit(page.limit + 1)
  const { rows, next } = pageOf(found, page)
  return { facts: await viewFacts(rows.map(({ row }) => row)), next }
}

function selectFacts(used: Hex | undefined) {
  if (!used) return db.select({ order: fact.order, row: fact }).from(fact).$dynamic()
  const rows = db.select({ order: use.order, row: fact }).from(use)
  return rows.innerJoin(fact, eq(fact.digest, use.fact)).$dynamic()
}

export const facts = new Hono()
  .get('/', async context => {
    const { agreement, subject, topic, ...query } = context.req.query()
    const filter = {
      agreement: agreement === undefined ? undefined : parseHash(agreement),
      subject: subject === undefined ? undefined : parseHash(subject),
      topic,
    }
    return context.json(await listFacts(filter, parsePage(query)))
  })
  .get('/:digest', async context => {
    const digest = parseHash(context.req.param('digest'))
    const [row] = await db.select().from(fact).where(eq(fact.digest, digest))
    if (!row)
      throw new ApiError(404, 'FactUnknown', `The chain has not used a fact with the digest ${digest}.`, { digest })
    const [view] = await viewFacts([row])
    return context.json(view)
  })
