import { db } from 'ponder:api'
import { agreement, party } from 'ponder:schema'
import type {
  AgreementStatus,
  AgreementSummary,
  AgreementsView,
  AssetView,
  PendingVersion,
} from '@concordat/sdk/views.ts'
import { and, desc, eq, exists, gt, inArray, lt, lte, or } from 'ponder'
import { type Address, getAddress, type Hex } from 'viem'
import { viewAssets } from './assets.ts'
import { ApiError } from './errors.ts'
import { type Page, pageOf } from './parse.ts'
import { listCandidates, viewPending } from './pendingVersions.ts'
import { readHead } from './status.ts'

type Row = typeof agreement.$inferSelect
type Party = typeof party.$inferSelect
type Filter = { party?: Address | undefined; status?: AgreementStatus | undefined; business?: Hex | undefined }

const statuses: AgreementStatus[] = [
  'proposed',
  'declined',
  'effective',
  'frozen',
  'terminated',
  'superseded',
  'completed',
]

export function parseStatus(text: string): AgreementStatus {
  const status = statuses.find(name => name === text)
  if (status) return status
  throw new ApiError(400, 'StatusUnknown', `"${text}" is not a status: give one of ${statuses.join(', ')}.`)
}

/** A freeze lapses without an event. */
function statusOf({ status, frozenUntil }: Row, now: number): AgreementStatus {
  return status === 'frozen' && (frozenUntil ?? 0) <= now ? 'effective' : status
}

/** Agreements, newest first. */
export async function listSummaries(filter: Filter, page: Page): Promise<AgreementsView> {
  const { timestamp: now } = await readHead()
  const found = await db
    .select()
    .from(agreement)
    .where(
      and(
        filter.party &&
          exists(
            db
              .select()
              .from(party)
              .where(and(eq(party.root, agreement.root), eq(party.account, filter.party))),
          ),
        filter.status && hasStatus(filter.status, now),
        filter.business && eq(agreement.business, filter.business),
        page.cursor ? lt(agreement.order, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(agreement.order))
    .limit(page.limit + 1)
  const { rows, next } = pageOf(found, page)
  return { agreements: await summarize(rows, now), next }
}

function hasStatus(status: AgreementStatus, now: number) {
  if (status === 'frozen') return and(eq(agreement.status, 'frozen'), gt(agreement.frozenUntil, now))
  if (status !== 'effective') return eq(agreement.status, status)
  return or(eq(agreement.status, 'effective'), and(eq(agreement.status, 'frozen'), lte(agreement.frozenUntil, now)))
}

/** What lists show of agreements; parties are those of the version in force. */
async function summarize(rows: Row[], now: number): Promise<AgreementSummary[]> {
  if (rows.length === 0) return []
  const digests = rows.map(row => row.digest)
  const candidates = await listCandidates(digests)
  const shown = [...digests, ...candidates.map(({ digest }) => digest)]
  const [parties, assetOf] = await Promise.all([
    db.select().from(party).where(inArray(party.digest, shown)).orderBy(party.position),
    viewAssets(rows.map(row => row.asset)),
  ])
  return rows.map(row =>
    viewSummary(row, { parties, asset: assetOf(row.asset), pending: viewPending(row, candidates, parties), now }),
  )
}

type Surroundings = {
  /** Of this agreement and others, in listed order. */
  parties: Party[]
  asset: AssetView
  pending: PendingVersion[]
  now: number
}

/** What lists show of an agreement. */
export function viewSummary(row: Row, { parties, asset, pending, now }: Surroundings): AgreementSummary {
  return {
    root: row.root,
    digest: row.digest,
    scheme: 'splits',
    status: statusOf(row, now),
    account: getAddress(row.account),
    asset,
    business: row.business,
    parties: parties
      .filter(({ digest }) => digest === row.digest)
      .map(({ account, role, signedAt }) => ({ account: getAddress(account), role, signed: signedAt !== null })),
    signBy: row.signBy,
    proposedAt: row.proposedAt,
    concludedAt: row.concludedAt,
    received: String(row.received),
    refunded: String(row.refunded),
    owed: String(row.owed),
    pending,
  }
}
