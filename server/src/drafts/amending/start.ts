import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { type Address, getAddress, type Hex, isAddressEqual } from 'viem'
import type { Context } from '../../context.ts'
import { createDraft, type NewDraft } from '../create.ts'
import type { AmendsRow } from '../store.ts'
import type { Language } from './namesOf.ts'
import { seedAmendment } from './seed.ts'

/** Starts a draft that changes an agreement: of its terms in force, with all its parties at their seats. */
export async function startAmending(
  context: Context,
  given: { root: Hex; account: Address; language: Language },
): Promise<Hex> {
  const amends = await seedAmendment(context, given)
  const terms = amends.base
  return createDraft(context, {
    ...seatsFor(amends, terms),
    account: given.account,
    terms,
    amends,
    tells: 'draftAmending',
  })
}

/** Who sits where in a draft of these terms: the parties in force, those the terms leave out as well. */
export function seatsFor(amends: AmendsRow, terms: SplitsTermsFile): Pick<NewDraft, 'seats'> & { leavers: Leaver[] } {
  const seats = new Map(terms.parties.flatMap(({ name, account }) => (account ? [[name, getAddress(account)]] : [])))
  const listed = [...seats.values()]
  const leavers = amends.base.parties.flatMap(({ name, account }) =>
    account && !listed.some(each => isAddressEqual(each, getAddress(account)))
      ? [{ name, account: getAddress(account) }]
      : [],
  )
  return { seats, leavers }
}

type Leaver = { name: string; account: Address }
