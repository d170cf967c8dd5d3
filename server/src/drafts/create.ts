import { randomBytes } from 'node:crypto'
import { hashOf, readDraft, readTerms, seedDraft } from '@concordat/sdk/drafts/document.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { type Address, type Hex, toHex, zeroHash } from 'viem'
import * as Y from 'yjs'
import type { Context } from '../context.ts'
import { nowSeconds, partiesOf, record } from './record.ts'
import { type DraftRow, partyOf } from './store.ts'

/** Starts a draft with the drafter at one of its seats; throws SeatUnknown. */
export async function createDraft(
  { sql, hub }: Pick<Context, 'sql' | 'hub'>,
  { terms, seat, account }: { terms: SplitsTermsFile; seat: string; account: Address },
): Promise<Hex> {
  const id = toHex(randomBytes(32))
  const at = nowSeconds()
  const parties = terms.parties.map(party => (party.name === seat ? { ...party, account } : party))
  const doc = new Y.Doc()
  seedDraft(doc, { ...terms, parties, salt: terms.salt ?? toHex(randomBytes(32)) })
  const first = readTerms(doc)
  const rows = partiesOf(readDraft(doc))
  const own = partyOf({ parties: rows }, seat)
  const draft: DraftRow = {
    ...{ id, drafter: account, state: 'negotiating', terms: first, parties: rows, snapshot: zeroHash, head: zeroHash },
    ...{
      lastHash: zeroHash,
      lastSequence: -1,
      lastAt: at,
      createdAt: at,
      changedAt: at,
      proposal: null,
      withdrawn: null,
    },
  }
  await sql.begin(async tx => {
    await tx`
      insert into drafts (id, drafter, terms, parties, snapshot, head, last_hash, last_sequence, last_at, created_at, changed_at)
      values (${id}, ${account}, ${JSON.stringify(first)}::text::jsonb, ${JSON.stringify(rows)}::text::jsonb, ${hashOf(first)},
        ${zeroHash}, ${zeroHash}, -1, ${at}, ${at}, ${at})`
    await tx`insert into draft_updates ${tx({ draft: id, content: Buffer.from(Y.encodeStateAsUpdate(doc)) })}`
    await tx`insert into draft_seats ${tx({ draft: id, id: own.id, party: own.name, account, joined_at: at })}`
    const changes = [{ path: '', before: null, after: first }]
    await record(tx, hub, draft, [
      { author: account, kind: 'created', at, changes, args: { draft: id, party: own.name }, terms: first },
    ])
  })
  return id
}
