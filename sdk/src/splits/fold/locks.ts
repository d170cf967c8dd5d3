import { ConcordatError } from '../../errors/concordatError.ts'
import { nothingMoved } from './book.ts'
import { frozenSeconds } from './freeze.ts'
import { versionAt, withVersion } from './settle.ts'
import type { FoldEvent, FoldState, VersionState } from './types.ts'

/** Opens a clause by its fact. `clause` is the running index. */
export function unlock(state: FoldState, event: Extract<FoldEvent, { type: 'unlock' }>): FoldState {
  const position = event.version ?? state.versions.length - 1
  const version = versionAt(state, position)
  const index = event.clause - version.agreement.rules.monthly.length
  if (version.locks[index] !== 'waiting') throw new ConcordatError('LockNotWaiting', { clause: event.clause })

  const by = version.agreement.rules.clauses[index]?.lock.by ?? 0
  const deadline = event.at === undefined ? by : by + frozenSeconds(state, event.at)
  if (event.at !== undefined && event.at > deadline) throw new ConcordatError('DeadlinePassed', { deadline })

  const locks = version.locks.map((status, i) => (i === index ? 'unlocked' : status))
  return { ...withVersion(state, position, { ...version, locks }), moved: nothingMoved }
}

/** Gives up waiting in every version for locks whose deadline lies before the moment. */
export function lapse(state: FoldState, at: number): FoldState {
  const frozen = frozenSeconds(state, at)
  const lapsed = (version: VersionState): VersionState => ({
    ...version,
    locks: version.agreement.rules.clauses.map(({ lock }, index) =>
      version.locks[index] === 'waiting' && at > lock.by + frozen ? 'lapsed' : (version.locks[index] ?? 'none'),
    ),
  })
  return { ...state, versions: state.versions.map(lapsed), moved: nothingMoved }
}
