import type { ToldChange } from '@concordat/sdk/alerts/told.ts'
import { parsePath, type Step } from '@concordat/sdk/drafts/paths.ts'
import type { Change } from '@concordat/sdk/drafts/views.ts'

/** How many places an alert names at most; it counts them all. */
const most = 10

/** How long a value an alert quotes may be. */
const longest = 80

type Loose = Record<string, unknown>
export type Told = { changes: ToldChange[]; count: number }

/** What an alert says of changes, added to those it said before: each place once, from what it was to what it is. */
export function addChanges(before: Told, changes: readonly Change[], terms: object): Told {
  const told = new Map(before.changes.map(change => [placeOf(change), change]))
  let { count } = before
  for (const change of changes) {
    const now = tell(change, terms)
    const place = placeOf(now)
    const old = told.get(place)
    told.delete(place)
    const merged = old ? merge(old, now) : now
    if (!old) count++
    // Back to what it was: there is nothing to tell of this place any more.
    if (!merged) count--
    else told.set(place, merged)
  }
  const latest = [...told.values()].slice(-most)
  return { changes: latest, count: Math.max(count, latest.length) }
}

function tell({ path, before, after }: Change, terms: object): ToldChange {
  const steps = parsePath(path) ?? []
  if (steps[0] === 'prose') return { path: 'prose', kind: 'changed' }
  const [list, index] = steps
  const isWhole = steps.length === 2 && typeof index === 'number'
  const item = nameOf(isWhole ? (after ?? before) : itemAt(terms, list, index))
  const kind = isWhole && before === null ? 'added' : isWhole && after === null ? 'removed' : 'changed'
  return { path, kind, ...text('item', item), ...text('before', before), ...text('after', after) }
}

/** Places in lists move when something is put in before them: whoever has a name is known by it. */
function placeOf({ path, item, kind }: ToldChange): string {
  const whole = kind === 'changed' ? '' : ' whole'
  return item === undefined ? `${path}${whole}` : `${path.replace(/\[\d+\]/, `[${item}]`)}${whole}`
}

function merge(old: ToldChange, now: ToldChange): ToldChange | null {
  if (now.path === 'prose') return now
  if (old.kind !== now.kind) return null
  const { before: _, ...rest } = now
  if (now.kind === 'changed' && old.before !== undefined && old.before === now.after) return null
  return { ...rest, ...(old.before === undefined ? {} : { before: old.before }) }
}

function itemAt(terms: object, list: Step | undefined, index: Step | undefined): unknown {
  const items = typeof list === 'string' ? (terms as Loose)[list] : undefined
  return Array.isArray(items) && typeof index === 'number' ? items[index] : undefined
}

function nameOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null ? (item as Loose).name : undefined
}

/** A value worth quoting; the rest is for the history of the draft. */
function text<Key extends string>(key: Key, value: unknown): { [K in Key]?: string } {
  if (typeof value !== 'string' && typeof value !== 'number') return {}
  const whole = String(value)
  if (whole === '') return {}
  return { [key]: whole.length > longest ? `${whole.slice(0, longest - 1)}…` : whole } as { [K in Key]?: string }
}
