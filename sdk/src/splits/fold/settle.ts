import { ConcordatError } from '../../errors/concordatError.ts'
import { nothingMoved } from './book.ts'
import { entitledOf } from './entitled.ts'
import { frozenSeconds, requireNotFrozen } from './freeze.ts'
import type { FoldState, VersionState } from './types.ts'

/** A version by its index, the one in force by default; throws NoSuchVersion. */
export function versionAt(state: FoldState, index = state.versions.length - 1): VersionState {
  const version = state.versions[index]
  if (!version) throw new ConcordatError('NoSuchVersion', { given: index, expected: state.versions.length })
  return version
}

/** The state with one version replaced. */
export function withVersion(state: FoldState, index: number, version: VersionState): FoldState {
  return { ...state, versions: state.versions.map((old, i) => (i === index ? version : old)) }
}

/** A version whose locks no longer wait where their deadline, plus frozen time, lies before the moment. */
export function lapseVersion(state: FoldState, version: VersionState, at: number): VersionState {
  const frozen = frozenSeconds(state, at)
  const locks = version.agreement.rules.clauses.map(({ lock }, index) => {
    const status = version.locks[index] ?? 'none'
    return status === 'waiting' && at > lock.by + frozen ? 'lapsed' : status
  })
  return { ...version, locks }
}

/**
 * Pays every receiver of a version what it is entitled to and has not got. An earlier version without a waiting lock is
 * finished by it.
 * @param at Unix seconds; lets locks lapse first. Without it time plays no part.
 */
export function settle(state: FoldState, index: number, at?: number): FoldState {
  const before = versionAt(state, index)
  if (at !== undefined) requireNotFrozen(state, at)
  const version = at === undefined ? before : lapseVersion(state, before, at)
  const entitled = entitledOf(version.agreement, version)
  const paid = entitled.map((amount, party) => amount - (version.paid[party] ?? 0n))
  const finished = index < state.versions.length - 1 && !version.locks.includes('waiting')
  const settled = withVersion(state, index, { ...version, paid: entitled, settledBase: version.base, finished })
  const total = paid.reduce((sum, amount) => sum + amount, 0n)
  return { ...settled, balance: state.balance - total, moved: { ...nothingMoved, paid } }
}
