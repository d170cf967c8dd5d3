import { standingOf } from '@concordat/sdk/drafts/amends.ts'
import type { EndView } from '@concordat/sdk/drafts/amendsViews.ts'
import type { DraftState } from '@concordat/sdk/drafts/views.ts'
import { signersOf } from '@concordat/sdk/splits/amendmentSignatures.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { AgreementView, Refusal } from '@concordat/sdk/views.ts'
import type { Address, Hex } from 'viem'
import { listLeaverSignatures } from '../amendments/leavers.ts'
import type { Context } from '../context.ts'
import type { Read } from './amending/standing.ts'
import { nowSeconds } from './record.ts'
import type { DraftRow } from './store.ts'

/** What became of a draft: its state, who has not signed (null while the chain knows nothing), and why it ended. */
export type Fate = { state: DraftState; unsigned: Address[] | null; ended: EndView | null }

/** The agreement that a draft is about on the chain; undefined while the indexer does not answer, null where there is none. */
export async function readAgreement(
  { indexer }: Pick<Context, 'indexer'>,
  { amends, proposal }: DraftRow,
): Promise<Read> {
  const root = amends?.root ?? proposal?.digest
  // Without the indexer the draft is what was last known of it.
  return root ? indexer.getAgreement(root).catch(() => undefined) : null
}

/** What became of a draft, by what the chain says of its agreement. */
export async function fateOf({ sql }: Pick<Context, 'sql'>, draft: DraftRow, agreement: Read): Promise<Fate> {
  const { state, proposal, amends } = draft
  if (state === 'negotiating' && amends) {
    // Nobody can confirm a change of terms that are no longer in force.
    const standing = standingOf(amends, agreement)
    if (standing === 'overtaken' || standing === 'ended') return lapsed(standing)
  }
  if (state !== 'proposed' || !proposal) return { state, unsigned: null, ended: null }
  const open: Fate = { state: 'proposed', unsigned: null, ended: null }
  const isLate = decodeTerms(proposal.terms).rules.signBy < nowSeconds()
  const late: Fate = isLate ? lapsed('expired') : open
  if (!agreement) return agreement === undefined ? open : late
  if (amends)
    return fateOfAmendment(agreement, { digest: proposal.digest, amended: amends.digest }, late, async pending => ({
      ...late,
      unsigned: signersOf(pending, await listLeaverSignatures(sql, proposal.digest))
        .filter(({ signedAt }) => signedAt === null)
        .map(({ account }) => account),
    }))
  if (agreement.declined) return declined(agreement.declined)
  if (agreement.status !== 'proposed') return { state: 'effective', unsigned: [], ended: null }
  const unsigned = agreement.parties.filter(({ signed }) => !signed).map(({ account }) => account)
  return { ...late, unsigned }
}

type Pending = AgreementView['pending'][number]

function fateOfAmendment(
  agreement: AgreementView,
  { digest, amended }: { digest: Hex; amended: Hex },
  late: Fate,
  ofOpen: (pending: Pending) => Promise<Fate>,
): Fate | Promise<Fate> {
  const version = agreement.versions.find(each => each.digest === digest)
  if (version && version.concludedAt !== null) return { state: 'effective', unsigned: [], ended: null }
  const pending = agreement.pending.find(each => each.digest === digest)
  if (pending?.declined) return declined(pending.declined)
  if (pending) return ofOpen(pending)
  const isOver = agreement.status !== 'effective' && agreement.status !== 'frozen'
  if (isOver) return lapsed('ended')
  // Published amendments of the version in force wait; of another version they do no more.
  return version || agreement.digest !== amended ? lapsed('overtaken') : late
}

const lapsed = (kind: EndView['kind']): Fate => ({
  state: 'lapsed',
  unsigned: null,
  ended: { kind, account: null, reason: '', at: null },
})

const declined = ({ party, reason, at }: Refusal): Fate => ({
  state: 'declined',
  unsigned: null,
  ended: { kind: 'declined', account: party, reason, at },
})
