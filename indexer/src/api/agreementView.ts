import { db } from 'ponder:api'
import { agreement, balance, event, month, party, version } from 'ponder:schema'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { and, asc, eq } from 'ponder'
import { getAddress, type Hex } from 'viem'
import { openBooks, parseBooks } from '../rows/books.ts'
import { viewAssets } from './assets.ts'
import { ApiError } from './errors.ts'
import { frozenTimeOf, viewMonths } from './months.ts'
import { viewPending } from './pendingVersions.ts'
import { lapseLocks, residueOf, type Standing, viewClauses, viewPositions } from './positions.ts'
import { type Reader, readSnapshot } from './snapshot.ts'
import { readHead } from './status.ts'
import { viewSummary } from './summaries.ts'

const selectAgreement = (reader: Reader, root: Hex) =>
  reader
    .select()
    .from(agreement)
    .where(eq(agreement.root, root))
    .then(rows => rows[0])

function requireKnown<Row>(row: Row | undefined, root: Hex): Row {
  if (row) return row
  throw new ApiError(404, 'AgreementUnknown', `No agreement has the root ${root}.`, { root })
}

/** An agreement's row; throws when there is none. */
export async function readAgreement(root: Hex) {
  return requireKnown(await selectAgreement(db, root), root)
}

/** Everything about one agreement, as of one block. Throws nothing of its own: Ponder would try it again. */
function readRows(root: Hex) {
  return readSnapshot(async reader => {
    const row = await selectAgreement(reader, root)
    if (!row) return undefined
    const held = and(eq(balance.account, row.account), eq(balance.asset, row.asset))
    const counted = and(eq(version.root, root), eq(version.vouched, true))
    return {
      row,
      head: await readHead(reader),
      versions: await reader.select().from(version).where(counted).orderBy(asc(version.order)),
      parties: await reader.select().from(party).where(eq(party.root, root)).orderBy(asc(party.position)),
      months: await reader.select().from(month).where(eq(month.root, root)).orderBy(asc(month.month)),
      events: await reader.select().from(event).where(eq(event.root, root)).orderBy(asc(event.order)),
      balances: await reader.select().from(balance).where(held),
    }
  })
}

/** The view of one agreement. */
export async function viewAgreement(root: Hex): Promise<AgreementView> {
  const { row, head, versions, parties, months, events, balances } = requireKnown(await readRows(root), root)
  const now = head.timestamp
  const assetOf = await viewAssets([row.asset])
  const pending = viewPending(row, versions, parties)
  const summary = viewSummary(row, { parties, asset: assetOf(row.asset), pending, now })
  const shown = versions.find(({ digest }) => digest === row.digest)
  const first = versions.find(({ digest }) => digest === root)
  if (!shown) throw new Error(`The rows of ${root} are incomplete.`)

  const standingOf = ({ digest, terms: bytes, books }: (typeof versions)[number]): Standing => {
    const terms = decodeTerms(bytes)
    const signedAt = parties.filter(one => one.digest === digest).map(one => one.signedAt)
    const moment = now - frozenTimeOf(row, now)
    return { terms, signedAt, books: books ? lapseLocks(terms, parseBooks(books), moment) : openBooks(terms) }
  }
  const current = standingOf(shown)
  const inForce = versions.filter(one => one.books !== null || one === shown).map(standingOf)
  const openNet = Object.values(row.buckets).reduce((sum, { net }) => sum + BigInt(net), 0n)
  return {
    ...summary,
    terms: shown.terms,
    versions: versions.map(({ digest, previous, concludedAt, terms }) => ({ digest, previous, concludedAt, terms })),
    declined: first?.declined ? { ...first.declined, party: getAddress(first.declined.party) } : null,
    frozenUntil: summary.status === 'frozen' ? row.frozenUntil : null,
    balance: String(balances[0]?.amount ?? 0n),
    openNet: String(row.openMonth === null ? -row.owed : openNet),
    openMonth: row.openMonth,
    base: String(current.books.base),
    residue: String(inForce.reduce((sum, one) => sum + residueOf(one), 0n)),
    clauses: viewClauses(current),
    positions: viewPositions(inForce),
    months: viewMonths(row, current.terms, months, now),
    events: events.map(({ order, root: _, ...line }) => ({ id: order, ...line })),
  }
}
