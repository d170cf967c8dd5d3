import { db } from 'ponder:api'
import { fact, use } from 'ponder:schema'
import { topicNameOf } from '@concordat/sdk/ids.ts'
import type { FactsView, FactView } from '@concordat/sdk/views.ts'
import { Hono } from 'hono'
import { and, desc, eq, lt } from 'ponder'
import { getAddress, type Hex } from 'viem'
import { ApiError } from './errors.ts'
import { type Page, pageOf, parseHash, parsePage } from './parse.ts'

function viewFact(row: typeof fact.$inferSelect): FactView {
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
    block,
    timestamp,
    transaction,
    confirmedBy: row.confirmedBy.map(member => getAddress(member)),
    members: row.members.map(member => getAddress(member)),
    needed,
  }
}

/** The facts an agreement used, newest first. */
export async function listAgreementFacts(root: Hex, page: Page): Promise<FactsView> {
  const found = await db
    .select({ order: use.order, row: fact })
    .from(use)
    .innerJoin(fact, eq(fact.digest, use.fact))
    .where(and(eq(use.agreement, root), page.cursor ? lt(use.order, page.cursor) : undefined))
    .orderBy(desc(use.order))
    .limit(page.limit + 1)
  const { rows, next } = pageOf(found, page)
  return { facts: rows.map(({ row }) => viewFact(row)), next }
}

async function listSubjectFacts(subject: Hex, page: Page): Promise<FactsView> {
  const found = await db
    .select()
    .from(fact)
    .where(and(eq(fact.subject, subject), page.cursor ? lt(fact.order, page.cursor) : undefined))
    .orderBy(desc(fact.order))
    .limit(page.limit + 1)
  const { rows, next } = pageOf(found, page)
  return { facts: rows.map(viewFact), next }
}

export const facts = new Hono()
  .get('/', async context => {
    const { agreement, subject, ...query } = context.req.query()
    const page = parsePage(query)
    if (agreement) return context.json(await listAgreementFacts(parseHash(agreement), page))
    if (subject) return context.json(await listSubjectFacts(parseHash(subject), page))
    throw new ApiError(400, 'FilterMissing', 'Say whose facts: give "agreement" or "subject".')
  })
  .get('/:digest', async context => {
    const digest = parseHash(context.req.param('digest'))
    const [row] = await db.select().from(fact).where(eq(fact.digest, digest))
    if (!row)
      throw new ApiError(404, 'FactUnknown', `The chain has not used a fact with the digest ${digest}.`, { digest })
    return context.json(viewFact(row))
  })
