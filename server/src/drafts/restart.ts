import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import type { Address, Hex } from 'viem'
import type { Context } from '../context.ts'
import { refuse } from '../sessions/refuse.ts'
import type { Language } from './amending/namesOf.ts'
import { seedAmendment } from './amending/seed.ts'
import { seatsFor } from './amending/start.ts'
import { createDraft } from './create.ts'
import { fateOf, readAgreement } from './fate.ts'
import { StartTerms } from './startTerms.ts'
import { type DraftRow, draftColumns, listSeats, seatOf } from './store.ts'

type Given = { from: Hex; account: Address; language: Language }

/** Starts a draft with the text of one that came to nothing; everyone who sat there sits here. Throws DraftNotOver. */
export async function restartDraft(context: Context, { from, account, language }: Given): Promise<Hex> {
  const { sql } = context
  await seatOf(sql, from, account)
  const [draft] = await sql<DraftRow[]>`select ${draftColumns(sql)} from drafts d where d.id = ${from}`
  if (!draft) throw refuse(404, 'DraftUnknown')
  const { state } = await fateOf(context, draft, await readAgreement(context, draft))
  if (state === 'negotiating' || state === 'proposed' || state === 'effective') throw refuse(409, 'DraftNotOver')
  const common = { account, restarts: from, tells: 'draftRestarted' } as const
  // The text may hold whatever a client put there.
  if (!StartTerms.safeParse(draft.terms).success) throw refuse(422, 'TermsUnreadable')
  const seats = new Map(await seatsOf(context, draft))
  const terms = withoutStrangers(draft.terms, seats)
  if (!draft.amends) return createDraft(context, { ...common, terms, seats })
  // Against the terms that are in force now, whatever the text was once written against.
  const amends = await seedAmendment(context, { root: draft.amends.root, account, language })
  return createDraft(context, { ...common, ...seatsFor(amends, terms), terms, amends })
}

async function seatsOf({ sql }: Context, { id, parties }: DraftRow): Promise<[string, Address][]> {
  const rows = await listSeats(sql, id)
  return parties.flatMap(party => {
    const account = rows.find(row => row.id === party.id)?.account
    return account ? [[party.name, account] as [string, Address]] : []
  })
}

/** The terms without accounts that nobody sits at the table for. */
function withoutStrangers(terms: SplitsTermsFile, seats: ReadonlyMap<string, Address>): SplitsTermsFile {
  const parties = terms.parties.map(({ account: _, ...party }) => {
    const account = seats.get(party.name)
    return account ? { ...party, account } : party
  })
  return { ...terms, parties }
}
