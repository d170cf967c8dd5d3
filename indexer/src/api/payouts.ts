import { db } from 'ponder:api'
import { instruction, posting } from 'ponder:schema'
import type { InstructionsView, InstructionView, PostingsView } from '@concordat/sdk/payments/views.ts'
import { Hono } from 'hono'
import { and, desc, eq, lt } from 'ponder'
import { getAddress } from 'viem'
import { ApiError } from './errors.ts'
import { pageOf, parseAddress, parseAsset, parsePage } from './parse.ts'

const states = ['issued', 'accepted', 'paid', 'failed', 'reversed'] as const

function parseState(text: string): InstructionView['state'] {
  const found = states.find(state => state === text)
  if (found) return found
  throw new ApiError(400, 'StateUnknown', `"${text}" is not a state: give one of ${states.join(', ')}.`)
}

function viewInstruction({ order: _, ...row }: typeof instruction.$inferSelect): InstructionView {
  const owner = getAddress(row.owner)
  const account = { ...row.account, owner }
  return { ...row, owner, account, asset: String(row.asset), amount: String(row.amount) }
}

/** Orders to pay out, and what the chain booked of a currency unit. */
export const payouts = new Hono()
  .get('/', async context => {
    const { owner, state, asset, ...query } = context.req.query()
    const page = parsePage(query)
    const found = await db
      .select()
      .from(instruction)
      .where(
        and(
          owner === undefined ? undefined : eq(instruction.owner, parseAddress(owner)),
          state === undefined ? undefined : eq(instruction.state, parseState(state)),
          asset === undefined ? undefined : eq(instruction.asset, parseAsset(asset)),
          page.cursor ? lt(instruction.order, page.cursor) : undefined,
        ),
      )
      .orderBy(desc(instruction.order))
      .limit(page.limit + 1)
    const { rows, next } = pageOf(found, page)
    const view: InstructionsView = { instructions: rows.map(viewInstruction), next }
    return context.json(view)
  })
  .get('/postings', async context => {
    const { asset = '', ...query } = context.req.query()
    const page = parsePage(query)
    const found = await db
      .select()
      .from(posting)
      .where(and(eq(posting.asset, parseAsset(asset)), page.cursor ? lt(posting.order, page.cursor) : undefined))
      .orderBy(desc(posting.order))
      .limit(page.limit + 1)
    const { rows, next } = pageOf(found, page)
    const postings = rows.map(({ order, asset: _, amount, ...row }) => ({ ...row, id: order, amount: String(amount) }))
    const view: PostingsView = { postings, next }
    return context.json(view)
  })
