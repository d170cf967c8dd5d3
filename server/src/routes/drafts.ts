import { draftLimits } from '@concordat/sdk/drafts/document.ts'
import { termsOfSnapshot } from '@concordat/sdk/drafts/journal.ts'
import { DraftSummary, DraftView, InvitationLink, type JournalEntry, JournalView } from '@concordat/sdk/drafts/views.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Address, Hex } from 'viem'
import type { Context } from '../context.ts'
import { startAmending } from '../drafts/amending/start.ts'
import { confirm, object, withdrawConfirmation } from '../drafts/confirm.ts'
import { createDraft } from '../drafts/create.ts'
import { invite } from '../drafts/invite.ts'
import { propose, withdraw } from '../drafts/propose.ts'
import { restartDraft } from '../drafts/restart.ts'
import { vacateSeat } from '../drafts/seats.ts'
import { StartTerms } from '../drafts/startTerms.ts'
import { seatOf } from '../drafts/store.ts'
import { listDrafts, viewDraft } from '../drafts/view.ts'
import { limitBody } from '../http/security.ts'
import { createSessionGuard, type SignedIn } from '../sessions/guard.ts'
import { refuse } from '../sessions/refuse.ts'
import { createVerifyHash } from '../sessions/verifySignature.ts'
import { defaultHook } from './defaultHook.ts'
import { Account, answer, Hash, shown } from './views.ts'

const tags = ['Drafts']
const security = [{ session: [] }]
const params = z.object({ id: Hash })
const json = <S extends z.ZodType>(schema: S) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})
const Draft = shown(DraftView, 'Draft')
const Summary = shown(DraftSummary, 'DraftSummary')
const Journal = shown<JournalView>(JournalView as z.ZodType<JournalView>, 'Journal')
const Terms = z.custom<SplitsTermsFile>().openapi('TermsFile', { type: 'object' })
const view = answer(Draft, 'The draft as it is afterwards')

const party = z.string().trim().min(1).max(200)
/** What the parts of terms that nobody named are called in. */
const language = z.enum(['en', 'zh']).default('en')
const text = z.string().trim().min(1).max(draftLimits.textLength)
const bytes = (most: number) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-fA-F]{2,${most}}$`))
    .transform(given => given as Hex)
    .openapi({ type: 'string' })

const StartBody = z.union([
  z.object({ terms: StartTerms, seat: party }),
  z.object({ amends: Hash, language }),
  z.object({ restarts: Hash, language }),
])

const create = createRoute({
  method: 'post',
  path: '/drafts',
  ...{ tags, security },
  summary: 'Start a draft',
  description:
    'From terms that may be incomplete, where `seat` is the party the drafter is; or of the terms in force of the agreement it `amends`; or with the text of a draft of one’s own that came to nothing, which it `restarts`. In the last two everyone has a seat at once.',
  request: json(StartBody),
  responses: answer(Draft, 'The draft'),
})

const list = createRoute({
  method: 'get',
  path: '/drafts',
  ...{ tags, security },
  summary: 'The drafts one takes part in',
  responses: answer(z.array(Summary), 'The last changed first'),
})

const get = createRoute({
  method: 'get',
  path: '/drafts/{id}',
  ...{ tags, security },
  summary: 'One draft',
  description: 'For participants; nobody else learns that it exists.',
  request: { params },
  responses: answer(Draft, 'The draft'),
})

const createInvitation = createRoute({
  method: 'post',
  path: '/drafts/{id}/invitations',
  ...{ tags, security },
  summary: 'Offer an empty seat',
  description:
    'To one account, or to whoever has the link. The token is shown here once; an earlier offer of the seat lapses.',
  request: { params, ...json(z.object({ party, address: Account.optional() })) },
  responses: answer(shown(InvitationLink, 'InvitationLink'), 'The link'),
})

const removeSeat = createRoute({
  method: 'delete',
  path: '/drafts/{id}/seats/{party}',
  ...{ tags, security },
  summary: 'Empty a seat',
  description:
    'By the drafter, to replace a participant, or by the participant, to decline. Whoever sat there is out at once. `party` is its name or id.',
  request: { params: z.object({ id: Hash, party }), query: z.object({ reason: text.optional() }) },
  responses: answer(z.object({ draft: Draft.nullable() }), 'The draft; null for whoever left it'),
})

const createConfirmation = createRoute({
  method: 'post',
  path: '/drafts/{id}/confirmations',
  ...{ tags, security },
  summary: 'Confirm the terms as they are',
  description:
    'With the EIP-712 signature of `Confirmation(bytes32 draft,bytes32 snapshot,bytes32 journal)`, domain "Concordat Draft". Any later edit voids it.',
  request: { params, ...json(z.object({ snapshot: Hash, journal: Hash, signature: bytes(20_000) })) },
  responses: view,
})

const removeConfirmation = createRoute({
  method: 'delete',
  path: '/drafts/{id}/confirmations',
  ...{ tags, security },
  summary: 'Take the own confirmation back',
  request: { params },
  responses: view,
})

const createObjection = createRoute({
  method: 'post',
  path: '/drafts/{id}/objections',
  ...{ tags, security },
  summary: 'Object to the terms as they are',
  description: 'Takes the own confirmation back. Open until whoever objected confirms.',
  request: { params, ...json(z.object({ text })) },
  responses: view,
})

const createProposal = createRoute({
  method: 'post',
  path: '/drafts/{id}/proposed',
  ...{ tags, security },
  summary: 'Close the draft with the terms that are proposed on the chain',
  description: 'They must be exactly those everybody confirmed, their prose ending with the line `Journal: <head>`.',
  request: { params, ...json(z.object({ digest: Hash, terms: bytes(400_000) })) },
  responses: view,
})

const createWithdrawal = createRoute({
  method: 'post',
  path: '/drafts/{id}/withdraw',
  ...{ tags, security },
  summary: 'Give the draft up',
  description: 'By the drafter; others leave by emptying their seat.',
  request: { params, ...json(z.object({ reason: text })) },
  responses: view,
})

const getJournal = createRoute({
  method: 'get',
  path: '/drafts/{id}/journal',
  ...{ tags, security },
  summary: 'Everything that happened to the draft',
  description:
    'Entries after `after`. Each names the hash of the one before; `verifyJournal` of the sdk checks them all.',
  request: { params, query: z.object({ after: z.coerce.number().int().min(-1).default(-1) }) },
  responses: answer(Journal, 'Oldest first'),
})

const getSnapshot = createRoute({
  method: 'get',
  path: '/drafts/{id}/snapshots/{hash}',
  ...{ tags, security },
  summary: 'The terms as they once were',
  request: { params: z.object({ id: Hash, hash: Hash }) },
  responses: answer(Terms, 'The terms with this hash'),
})

async function readJournal({ sql, rooms, deployment }: Context, id: Hex, account: Address, after: number) {
  await seatOf(sql, id, account)
  await rooms.settle(id)
  const rows = await sql<{ entry: JournalEntry }[]>`
    select entry from draft_journal where draft = ${id} and sequence > ${after} order by sequence`
  return { draft: id, chainId: deployment.chainId, entries: rows.map(({ entry }) => entry) }
}

type Started = z.output<typeof StartBody>

function start(context: Context, account: Address, body: Started): Promise<Hex> {
  if ('amends' in body) return startAmending(context, { root: body.amends, account, language: body.language })
  if ('restarts' in body) return restartDraft(context, { from: body.restarts, account, language: body.language })
  const terms = body.terms as unknown as SplitsTermsFile
  return createDraft(context, { account, terms, seats: new Map([[body.seat, account]]) })
}

/** Where links lead: the page's own address, or this server's. */
const originOf = (c: { req: { header: (name: string) => string | undefined; url: string } }) =>
  c.req.header('origin') ?? new URL(c.req.url).origin

export function createDraftRoutes(context: Context) {
  const verify = createVerifyHash(context.rpcUrl)
  const guard = createSessionGuard(context)
  const app = new OpenAPIHono<SignedIn>({ defaultHook })
  app.use('/drafts/*', limitBody(4), guard)

  return app
    .openapi(create, async c => {
      const account = c.get('account')
      const id = await start(context, account, c.req.valid('json'))
      return c.json(await viewDraft(context, id, account), 200)
    })
    .openapi(list, async c => c.json(await listDrafts(context, c.get('account')), 200))
    .openapi(get, async c => c.json(await viewDraft(context, c.req.valid('param').id, c.get('account')), 200))
    .openapi(createInvitation, async c => {
      const { party, address } = c.req.valid('json')
      const given = { id: c.req.valid('param').id, account: c.get('account'), party, invited: address ?? null }
      return c.json(await invite(context, { ...given, host: originOf(c) }), 200)
    })
    .openapi(removeSeat, async c => {
      const { id, party } = c.req.valid('param')
      const account = c.get('account')
      await vacateSeat(context, { id, account, party, reason: c.req.valid('query').reason })
      const isGone = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'DraftUnknown'
      const draft = await viewDraft(context, id, account).catch(error => {
        if (isGone(error)) return null
        throw error
      })
      return c.json({ draft }, 200)
    })
    .openapi(createConfirmation, async c => {
      const given = { id: c.req.valid('param').id, account: c.get('account') }
      await confirm(context, verify, { ...given, ...c.req.valid('json') })
      return c.json(await viewDraft(context, given.id, given.account), 200)
    })
    .openapi(removeConfirmation, async c => {
      const { id } = c.req.valid('param')
      await withdrawConfirmation(context, id, c.get('account'))
      return c.json(await viewDraft(context, id, c.get('account')), 200)
    })
    .openapi(createObjection, async c => {
      const { id } = c.req.valid('param')
      await object(context, id, c.get('account'), c.req.valid('json').text)
      return c.json(await viewDraft(context, id, c.get('account')), 200)
    })
    .openapi(createProposal, async c => {
      const given = { id: c.req.valid('param').id, account: c.get('account') }
      await propose(context, { ...given, ...c.req.valid('json') })
      return c.json(await viewDraft(context, given.id, given.account), 200)
    })
    .openapi(createWithdrawal, async c => {
      const given = { id: c.req.valid('param').id, account: c.get('account') }
      await withdraw(context, { ...given, ...c.req.valid('json') })
      return c.json(await viewDraft(context, given.id, given.account), 200)
    })
    .openapi(getJournal, async c => {
      const { id } = c.req.valid('param')
      return c.json(await readJournal(context, id, c.get('account'), c.req.valid('query').after), 200)
    })
    .openapi(getSnapshot, async c => {
      const { id, hash } = c.req.valid('param')
      const { entries } = await readJournal(context, id, c.get('account'), -1)
      const terms = termsOfSnapshot(entries, hash)
      if (!terms) throw refuse(404, 'SnapshotUnknown', { given: hash })
      return c.json(terms, 200)
    })
}
