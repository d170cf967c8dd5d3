import { randomBytes, randomUUID } from 'node:crypto'
import type { AlertKind } from '@concordat/sdk/alerts/en.ts'
import { hashOf, readDraft, readTerms, seedDraft } from '@concordat/sdk/drafts/document.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { type Address, type Hex, toHex, zeroHash } from 'viem'
import * as Y from 'yjs'
import { raise } from '../alerts/raise.ts'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/connect.ts'
import { refuse } from '../sessions/refuse.ts'
import { keepDraftDeadlines } from './deadlines.ts'
import { nowSeconds, partiesOf, record } from './record.ts'
import { type AmendsRow, type DraftRow, participantsOf, partyOf } from './store.ts'

export type NewDraft = {
  account: Address
  terms: SplitsTermsFile
  /** Who sits where from the beginning, by the party's name; the drafter among them. */
  seats: ReadonlyMap<string, Address>
  /** Parties of the terms in force that these leave out: each has a seat all the same. */
  leavers?: readonly { name: string; account: Address }[]
  amends?: AmendsRow
  /** The draft whose text it begins with. */
  restarts?: Hex
  /** What everyone else at a seat is told. */
  tells?: AlertKind
}

/** Starts a draft with whoever has a seat in it; throws SeatUnknown. */
export async function createDraft({ sql, hub }: Pick<Context, 'sql' | 'hub'>, given: NewDraft): Promise<Hex> {
  const { account, terms, seats, amends = null, restarts = null } = given
  const id = toHex(randomBytes(32))
  const at = nowSeconds()
  const doc = new Y.Doc()
  seedDraft(doc, { ...terms, parties: seated(terms, seats), salt: terms.salt ?? toHex(randomBytes(32)) })
  const first = readTerms(doc)
  const parties = partiesOf(readDraft(doc))
  const own = [...seats].map(([name, sits]) => ({ ...partyOf({ parties }, name), account: sits }))
  const taken = [...own, ...(given.leavers ?? []).map(leaver => ({ ...leaver, id: randomUUID() as string }))]
  const mine = taken.find(seat => seat.account === account)
  if (!mine) throw refuse(403, 'NotAParty', { account })
  const draft: DraftRow = {
    ...{ id, drafter: account, state: 'negotiating', terms: first, parties, snapshot: zeroHash, head: zeroHash },
    ...{ lastHash: zeroHash, lastSequence: -1, lastAt: at, createdAt: at, changedAt: at },
    ...{ proposal: null, withdrawn: null, amends, restarts },
  }
  const args = {
    ...{ draft: id, party: mine.name },
    ...(amends ? { amends: { root: amends.root, digest: amends.digest } } : {}),
    ...(restarts ? { restarts } : {}),
  }
  const changes = [{ path: '', before: null, after: first }]
  await sql.begin(async tx => {
    await insert(tx, draft)
    await tx`insert into draft_updates ${tx({ draft: id, content: Buffer.from(Y.encodeStateAsUpdate(doc)) })}`
    for (const { id: seat, name, account: sits } of taken)
      await tx`insert into draft_seats ${tx({ draft: id, id: seat, party: name, account: sits, joined_at: at })}`
    await record(tx, hub, draft, [{ author: account, kind: 'created', at, changes, args, terms: first }])
    await keepDraftDeadlines(tx, id)
    if (!given.tells) return
    const accounts = (await participantsOf(tx, id)).filter(each => each !== account)
    const told = { title: first.title, by: account }
    await raise(tx, hub, { accounts, kind: given.tells, subject: id, args: told, key: `draft:${id}:created` })
  })
  return id
}

/** The parties with the accounts of those who sit there, and no others: a seat gives the account. */
function seated({ parties }: SplitsTermsFile, seats: NewDraft['seats']): SplitsTermsFile['parties'] {
  return parties.map(party => {
    const account = seats.get(party.name)
    return account ? { ...party, account } : party
  })
}

function insert(tx: Transaction, { id, drafter, terms, parties, lastAt: at, amends, restarts }: DraftRow) {
  return tx`
    insert into drafts (id, drafter, terms, parties, snapshot, head, last_hash, last_sequence, last_at, created_at, changed_at,
      amends, restarts)
    values (${id}, ${drafter}, ${JSON.stringify(terms)}::text::jsonb, ${JSON.stringify(parties)}::text::jsonb, ${hashOf(terms)},
      ${zeroHash}, ${zeroHash}, -1, ${at}, ${at}, ${at}, ${amends && JSON.stringify(amends)}::text::jsonb, ${restarts})`
}
