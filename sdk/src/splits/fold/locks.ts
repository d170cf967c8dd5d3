import { ConcordatError } from '../../errors/concordatError.ts'
import { nothingMoved } from './book.ts'
import { frozenSeconds } from './freeze.ts'
import { lapseVersion, versionAt, withVersion } from './settle.ts'
import type { FoldEvent, FoldState } from './types.ts'

/** Opens a clause by its fact; the next settlement pays it. `clause` is the running index. */
export function unlock(state: FoldState, event: Extract<FoldEvent, { type: 'unlock' }>): FoldState {
  const { clause, at } = event
  const position = event.version ?? state.versions.length - 1
  const version = versionAt(state, position)
  const index = clause - version.agreement.rules.monthly.length
  if (version.locks[index] !== 'waiting') throw new ConcordatError('LockNotWaiting', { clause })
  if (at !== undefined) {
    const deadline = (version.agreement.rules.clauses[index]?.lock.by ?? 0) + frozenSeconds(state, at)
    if (at > deadline) throw new ConcordatError('DeadlinePassed', { deadline })
  }

  const locks = version.locks.map((each, i) => (i === index ? 'unlocked' : each))
  return { ...withVersion(state, position, { ...version, locks }), moved: nothingMoved }
}

/** Gives up waiting in every version for locks whose deadline lies before the moment. */
export function lapse(state: FoldState, at: number): FoldState {
  const versions = state.versions.map(version => lapseVersion(state, version, at))
  return { ...state, versions, moved: nothingMoved }
}
