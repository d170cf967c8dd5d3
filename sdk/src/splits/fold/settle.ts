import { ConcordatError } from '../../errors/concordatError.ts'
import { nothingMoved } from './book.ts'
import { entitledOf } from './entitled.ts'
import type { FoldState, VersionState } from './types.ts'

/** A version by its index; throws NoSuchVersion. */
export function versionAt(state: FoldState, index: number): VersionState {
  const version = state.versions[index]
  if (!version) throw new ConcordatError('NoSuchVersion', { given: index, expected: state.versions.length })
  return version
}

/** The state with one version replaced. */
export function withVersion(state: FoldState, index: number, version: VersionState): FoldState {
  return { ...state, versions: state.versions.map((old, i) => (i === index ? version : old)) }
}

/** Pays every receiver of a version what it is entitled to and has not got. */
export function settle(state: FoldState, index: number): FoldState {
  const version = versionAt(state, index)
  const entitled = entitledOf(version.agreement, version)
  const paid = entitled.map((amount, party) => amount - (version.paid[party] ?? 0n))
  const settled = withVersion(state, index, { ...version, paid: entitled, settledBase: version.base })
  const total = paid.reduce((sum, amount) => sum + amount, 0n)
  return { ...settled, balance: state.balance - total, moved: { ...nothingMoved, paid } }
}
