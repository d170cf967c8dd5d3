import { db } from 'ponder:api'
import { booking, point } from 'ponder:schema'
import type { PaymentsView, PaymentView, WaterfallView } from '@concordat/sdk/views.ts'
import { Hono } from 'hono'
import { and, asc, desc, eq, lt } from 'ponder'
import { getAddress, type Hex } from 'viem'
import { readAgreement, viewAgreement } from './agreementView.ts'
import { ApiError } from './errors.ts'
import { listFacts } from './facts.ts'
import { type Page, pageOf, parseAddress, parseHash, parsePage } from './parse.ts'
import { listSummaries, parseStatus } from './summaries.ts'

const kinds = ['receipt', 'refund', 'surplus'] as const

function parseKind(text: string): PaymentView['kind'] {
  const found = kinds.find(kind => kind === text)
  if (found) return found
  throw new ApiError(400, 'KindUnknown', `"${text}" is not a kind: give one of ${kinds.join(', ')}.`)
}

/** What an agreement booked, newest first. */
async function listPayments(root: Hex, kind: PaymentView['kind'] | undefined, page: Page): Promise<PaymentsView> {
  const found = await db
    .select()
    .from(booking)
    .where(
      and(
        eq(booking.root, root),
        kind && eq(booking.kind, kind),
        page.cursor ? lt(booking.order, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(booking.order))
    .limit(page.limit + 1)
  const { rows, next } = pageOf(found, page)
  return { payments: rows.map(viewPayment), next }
}

export function viewPayment({
  order,
  root: _,
  payer,
  amount,
  returned,
  ...row
}: typeof booking.$inferSelect): PaymentView {
  return { ...row, id: order, payer: getAddress(payer), amount: String(amount), returned: String(returned) }
}

async function listPoints(root: Hex): Promise<WaterfallView> {
  const rows = await db.select().from(point).where(eq(point.root, root)).orderBy(asc(point.order))
  const points = rows.map(({ label, timestamp, net, byClause, byParty }) => ({
    label,
    timestamp,
    net: String(net),
    byClause,
    byParty,
  }))
  return { points }
}

export const agreements = new Hono()
  .get('/', async context => {
    const { party, status, business, ...query } = context.req.query()
    const filter = {
      party: party === undefined ? undefined : parseAddress(party),
      status: status === undefined ? undefined : parseStatus(status),
      business: business === undefined ? undefined : parseHash(business),
    }
    return context.json(await listSummaries(filter, parsePage(query)))
  })
  .get('/:root', async context => context.json(await viewAgreement(parseHash(context.req.param('root')))))
  .get('/:root/payments', async context => {
    const { root } = await readAgreement(parseHash(context.req.param('root')))
    const { kind, ...query } = context.req.query()
    return context.json(await listPayments(root, kind === undefined ? undefined : parseKind(kind), parsePage(query)))
  })
  .get('/:root/facts', async context => {
    const { root } = await readAgreement(parseHash(context.req.param('root')))
    return context.json(await listFacts({ agreement: root }, parsePage(context.req.query())))
  })
  .get('/:root/waterfall', async context => {
    const { root } = await readAgreement(parseHash(context.req.param('root')))
    return context.json(await listPoints(root))
  })
