import { monthEnd, monthOf, monthStart, parseMonth } from '@concordat/sdk/splits/months.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { type Address, type Hex, isAddressEqual } from 'viem'
import type { Context } from '../context.ts'
import { developmentChain } from '../deployment.ts'
import { namesOf } from '../drafts/amending/namesOf.ts'
import { callerOf, createRateLimiter } from '../http/rateLimit.ts'
import type { Language } from '../mail/mailbox.ts'
import { findBasis } from '../receipts/basis.ts'
import { type Asking, requireAccount } from '../receipts/readers.ts'
import { refuse } from '../sessions/refuse.ts'
import { findLink } from '../statements/links.ts'
import { type About, printStatement } from '../statements/printStatement.ts'
import { readStatement, type Span } from '../statements/readStatement.ts'
import { defaultHook } from './defaultHook.ts'
import { answerPdf, language, sendPdf, token } from './pdf.ts'
import { Account, Hash } from './views.ts'

const day = z.iso.date().optional()

const route = createRoute({
  method: 'get',
  path: '/agreements/{root}/statement.pdf',
  tags: ['Statements'],
  summary: "An account's statement of an agreement, as PDF",
  description:
    'Opening, each entry with its clause and tier, closing; days and months begin at the UTC offset of the terms. For parties by their session, for whoever has the token of a link that was mailed; on the development chain for everyone.',
  security: [{}, { session: [] }],
  request: {
    params: z.object({ root: Hash }),
    query: z.object({
      language,
      token,
      account: Account.optional().openapi({ description: 'Whose; the account that signed in, where left out' }),
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
        .optional(),
      from: day.openapi({ description: 'First day; the beginning where left out' }),
      to: day.openapi({ description: 'Last day; today where left out' }),
    }),
  },
  responses: answerPdf('The statement'),
})

type Query = { month?: string | undefined; from?: string | undefined; to?: string | undefined }

/** Statements for parties. */
export function createStatementRoutes(context: Context) {
  const limit = createRateLimiter(context.visits)
  return new OpenAPIHono({ defaultHook }).openapi(route, async c => {
    limit(callerOf(c))
    const { root } = c.req.valid('param')
    const { language = 'en', token, account: given, ...query } = c.req.valid('query')
    const view = await context.indexer.getAgreement(root)
    if (!view) throw refuse(404, 'AgreementUnknown', { root })
    const { authorization, cookie } = c.req.header()
    const link = token === undefined ? undefined : await findLink(context.sql, token)
    if (token !== undefined && link?.agreement !== root) throw refuse(404, 'StatementUnknown')
    const account = link?.account ?? (await readerOf(context, { authorization, cookie }, view, given))
    const { rules } = decodeTerms(view.terms)
    const offset = rules.period.utcOffsetMinutes
    const { span, month } = link ? monthSpan(link.month, offset) : spanOf(query, offset)
    const statement = await readStatement(context, { account, agreement: view, span })
    const about = await aboutOf(context, view, account, { month, utcOffsetMinutes: offset, language })
    return sendPdf(c, await printStatement(statement, about, language), nameOf(account, span, offset))
  })
}

/** Whose statement it is: a party may read any party's, anyone else its own alone. */
async function readerOf(context: Context, asking: Asking, view: AgreementView, given: Address | undefined) {
  if (context.deployment.chainId === developmentChain && given) return given
  const reader = await requireAccount(context, asking)
  if (!given || isAddressEqual(given, reader)) return reader
  if (view.parties.some(({ account }) => isAddressEqual(account, reader))) return given
  throw refuse(403, 'NotAParty', { account: reader })
}

const monthSpan = (month: number, offset: number) => ({
  month,
  span: { from: monthStart(month, offset), until: monthEnd(month, offset) },
})

function spanOf({ month, from, to }: Query, offset: number): { span: Span; month: number | null } {
  if (month !== undefined) return monthSpan(parseMonth(month), offset)
  const startOf = (text: string) => Date.parse(`${text}T00:00:00Z`) / 1_000 - offset * 60
  const until = to === undefined ? Math.floor(Date.now() / 1_000) + 1 : startOf(to) + 86_400
  const begin = from === undefined ? 0 : startOf(from)
  if (begin >= until) throw refuse(422, 'SpanEmpty', { from, to })
  return { month: null, span: { from: begin, until } }
}

type Reading = { month: number | null; utcOffsetMinutes: number; language: Language }

async function aboutOf(context: Context, view: AgreementView, account: Address, reading: Reading): Promise<About> {
  const { sql } = context
  const { month, utcOffsetMinutes, language } = reading
  const terms = decodeTerms(view.terms)
  const names = await namesOf(context, view, terms, language)
  const index = terms.parties.findIndex(party => isAddressEqual(party.account, account))
  const [business] = await sql<{ name: string }[]>`select name from businesses where id = ${view.business}`
  return {
    ...{ month, utcOffsetMinutes },
    holder: names.parties[index] ?? null,
    business: business?.name ?? view.business,
    agreement: { root: view.root as Hex, digest: view.digest },
    clauses: [...names.monthly, ...names.clauses],
    basis: await findBasis(sql, view),
  }
}

function nameOf(account: Address, { from, until }: Span, offset: number): string {
  const month = (at: number) => new Date((at + offset * 60) * 1_000).toISOString().slice(0, 10)
  const isMonth =
    monthStart(monthOf(from, offset), offset) === from && monthEnd(monthOf(from, offset), offset) === until
  return `statement-${account.slice(2, 10)}-${isMonth ? month(from).slice(0, 7) : `${month(from)}-${month(until - 1)}`}`
}
