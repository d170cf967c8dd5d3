import type { Check, CheckId } from './report.ts'

/** Checks of one kind: those that hold, and each that does not. */
export type CheckGroup = { id: CheckId; held: Check[]; failed: Check[] }

/** The checks by kind, in the order in which they were carried out. */
export function groupChecks(checks: readonly Check[]): CheckGroup[] {
  const groups = new Map<CheckId, CheckGroup>()
  for (const check of checks) {
    const group = groups.get(check.id) ?? { id: check.id, held: [], failed: [] }
    group[check.ok ? 'held' : 'failed'].push(check)
    groups.set(check.id, group)
  }
  return [...groups.values()]
}
