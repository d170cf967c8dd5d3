import { withJournal } from '@concordat/sdk/drafts/journal.ts'
import { agreementDigest } from '@concordat/sdk/splits/terms/digest.ts'
import { decodeTerms, encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { parseTerms } from '@concordat/sdk/splits/terms/parse.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { Address, Hex } from 'viem'
import type { Context } from '../context.ts'
import { refuse } from '../sessions/refuse.ts'
import { isInForce } from './amending/standing.ts'
import { contextOf } from './check.ts'
import { mustBeComplete, unconfirmed } from './confirm.ts'
import { nowSeconds, record } from './record.ts'
import type { Work } from './rooms.ts'
import { type DraftRow, mustNegotiate, seatOf } from './store.ts'

/** How far a deadline counted "from now" may differ between who proposes and this server, in seconds. */
const skew = 900

/** The confirmed terms with deadlines that count from the proposal as the proposer counted them, within bounds. */
function alignDeadlines(expected: Agreement, given: Agreement): Agreement {
  const near = (ours: number, theirs: number | undefined) =>
    theirs !== undefined && ours !== 0 && Math.abs(ours - theirs) <= skew ? theirs : ours
  const clauses = expected.rules.clauses.map((clause, index) => ({
    ...clause,
    lock: { ...clause.lock, by: near(clause.lock.by, given.rules.clauses[index]?.lock.by) },
  }))
  const { signBy, endsAt } = expected.rules
  const rules = {
    ...expected.rules,
    ...{ clauses, signBy: near(signBy, given.rules.signBy), endsAt: near(endsAt, given.rules.endsAt) },
  }
  return { ...expected, rules }
}

/** The first part in which terms differ. */
function differenceOf(expected: Agreement, given: Agreement): string {
  const text = (value: unknown) => JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}` : each))
  const keys = Object.keys(expected) as (keyof Agreement)[]
  return keys.find(key => text(expected[key]) !== text(given[key])) ?? 'terms'
}

/** Closes the draft with the terms that go to the chain: exactly those everybody confirmed, with the journal in the prose. */
export async function propose(
  context: Context,
  { id, account, digest, terms }: { id: Hex; account: Address; digest: Hex; terms: Hex },
): Promise<void> {
  const { rooms, deployment } = context
  await seatOf(context.sql, id, account)
  const given = decodeTerms(terms)
  const check: Work<void> = async (tx, draft) => {
    await seatOf(tx, id, account)
    // Told again by another device, or after an answer was lost.
    if (draft.proposal?.digest === digest) return
    mustNegotiate(draft)
    if (draft.amends && !isInForce(draft.amends, account)) throw refuse(403, 'ProposerOutside')
    await mustBeComplete(tx, context, draft)
    const missing = await unconfirmed(tx, draft)
    if (missing.length > 0) throw refuse(409, 'ConfirmationMissing', { parties: missing.map(({ party }) => party) })

    const file = withJournal(draft.terms, draft.head)
    const parsed = parseTerms(file, await contextOf(tx, context, draft.terms, draft.amends)).agreement
    const expected = alignDeadlines(parsed, given)
    if (encodeTerms(expected) !== terms.toLowerCase()) {
      throw refuse(422, 'ProposalDiffers', { field: differenceOf(expected, given) })
    }
    if (agreementDigest(given, deployment.chainId, deployment.contracts.Splits) !== digest) {
      throw refuse(422, 'ProposalDiffers', { field: 'digest' })
    }
  }
  await rooms.close(id, check, async (tx, draft, hub) => {
    // Again: edits may have come in before the room was closed.
    await check(tx, draft, hub)
    if (draft.proposal) return
    const { party } = await seatOf(tx, id, account)
    const at = Math.max(nowSeconds(), draft.lastAt)
    const proposal = JSON.stringify({ digest, terms: terms.toLowerCase(), at })
    await tx`update drafts set state = 'proposed', proposal = ${proposal}::text::jsonb where id = ${id}`
    await tx`update draft_invitations set closed = true where draft = ${id}`
    await record(tx, hub, draft, [{ author: account, kind: 'proposed', at, changes: [], args: { party, digest } }])
  })
}

/** Ends the draft with a reason: the drafter's right, as long as the chain knows nothing of it. */
export async function withdraw(
  context: Context,
  { id, account, reason }: { id: Hex; account: Address; reason: string },
): Promise<void> {
  const { rooms } = context
  const check: Work<void> = async (tx, draft) => {
    await seatOf(tx, id, account)
    if (account !== draft.drafter) throw refuse(403, 'NotTheDrafter')
    if (draft.state !== 'proposed') mustNegotiate(draft)
    else if (await isOnChain(context, draft)) throw refuse(409, 'AgreementOnChain')
  }
  await rooms.close(id, check, async (tx, draft, hub) => {
    const { party } = await seatOf(tx, id, account)
    const at = Math.max(nowSeconds(), draft.lastAt)
    const withdrawn = JSON.stringify({ account, reason, at })
    await tx`update drafts set state = 'withdrawn', withdrawn = ${withdrawn}::text::jsonb where id = ${id}`
    await tx`update draft_invitations set closed = true where draft = ${id}`
    await record(tx, hub, draft, [{ author: account, kind: 'withdrawn', at, changes: [], args: { party, reason } }])
  })
}

async function isOnChain({ indexer }: Context, { proposal, amends }: DraftRow): Promise<boolean> {
  if (!proposal) return false
  const agreement = await indexer.getAgreement(amends?.root ?? proposal.digest)
  return agreement !== null && (!amends || agreement.versions.some(({ digest }) => digest === proposal.digest))
}
