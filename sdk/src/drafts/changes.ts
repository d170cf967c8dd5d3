import { diffArrays } from 'diff'
import { ConcordatError } from '../errors/concordatError.ts'
import { canonical } from './document.ts'
import { extendPath, parsePath } from './paths.ts'
import type { Change } from './views.ts'

type Loose = Record<string, unknown>

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: unknown): value is Loose[] => Array.isArray(value) && value.every(isObject)
const same = (a: unknown, b: unknown) => a === b || canonical(a) === canonical(b)

/** What an item is recognised by when its list is compared. */
const nameOf = (item: Loose) => (typeof item.name === 'string' ? item.name : canonical(item))

/** What has to be done to the first to get the second, in order. Items of lists are recognised by their names. */
export function diffTerms(before: object, after: object): Change[] {
  const changes: Change[] = []
  diffFields(before as Loose, after as Loose, '', changes)
  return changes
}

function diffFields(before: Loose, after: Loose, path: string, changes: Change[]): void {
  for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
    const [old, now] = [before[key], after[key]]
    const at = extendPath(path, key)
    if (at === 'prose' && isText(old) && isText(now)) diffText(old ?? '', now ?? '', changes)
    else if (old === undefined || now === undefined) changes.push({ path: at, before: old ?? null, after: now ?? null })
    else diffValue(old, now, at, changes)
  }
}

const isText = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string'

function diffValue(before: unknown, after: unknown, path: string, changes: Change[]): void {
  if (isObject(before) && isObject(after)) diffFields(before, after, path, changes)
  else if (isList(before) && isList(after)) diffLists(before, after, path, changes)
  else if (!same(before, after)) changes.push({ path, before, after })
}

function diffLists(before: Loose[], after: Loose[], path: string, changes: Change[]): void {
  const pieces = diffArrays(before.map(nameOf), after.map(nameOf))
  let [old, now] = [0, 0]
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index]
    if (!piece) continue
    const next = pieces[index + 1]
    // As many out as in at one place: renamed, not replaced.
    const renamed = piece.removed && next?.added && next.value.length === piece.value.length
    if (renamed) index++
    for (let count = piece.value.length; count > 0; count--) {
      const at = extendPath(path, now)
      if (piece.removed && !renamed) changes.push({ path: at, before: before[old++], after: null })
      else if (piece.added) changes.push({ path: at, before: null, after: after[now++] })
      else diffFields(before[old++] ?? {}, after[now++] ?? {}, at, changes)
    }
  }
}

const isLow = (text: string, index: number) => {
  const code = text.charCodeAt(index)
  return code >= 0xdc00 && code <= 0xdfff
}

/** The one stretch of a text that differs, never cutting a character in halves. */
function diffText(before: string, after: string, changes: Change[]): void {
  if (before === after) return
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  if (start > 0 && (isLow(before, start) || isLow(after, start))) start--
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++
  if (end > 0 && isLow(before, before.length - end)) end--
  const cut = (text: string) => text.slice(start, text.length - end)
  changes.push({ path: `prose[${start}]`, before: cut(before), after: cut(after) })
}

/** The terms after the changes; throws ChangeDoesNotFit where they say something else was there before. */
export function applyChanges(terms: object, changes: readonly Change[]): object {
  let result = structuredClone(terms) as Loose
  for (const change of changes) {
    if (change.path === '') result = structuredClone(change.after) as Loose
    else applyChange(result, change)
  }
  return result
}

function applyChange(terms: Loose, change: Change): void {
  const { path } = change
  const refuse = () => new ConcordatError('ChangeDoesNotFit', { path })
  const steps = parsePath(path)
  const last = steps?.pop()
  if (!steps || last === undefined) throw refuse()
  const [before, after] = [structuredClone(change.before), structuredClone(change.after)]
  const isText = typeof before === 'string' && typeof after === 'string'
  if (isText && steps[0] === 'prose' && steps.length === 1 && typeof last === 'number') {
    const text = terms.prose ?? ''
    if (typeof text !== 'string' || text.slice(last, last + before.length) !== before) throw refuse()
    const changed = text.slice(0, last) + after + text.slice(last + before.length)
    if (changed === '') delete terms.prose
    else terms.prose = changed
    return
  }
  let holder: unknown = terms
  for (const key of steps) holder = own(holder, key)
  if (Array.isArray(holder) && typeof last === 'number') {
    const inserted = before === null
    if (inserted ? last > holder.length : !same(holder[last], before)) throw refuse()
    holder.splice(last, inserted ? 0 : 1, ...(after === null ? [] : [after]))
  } else if (isObject(holder) && typeof last === 'string') {
    if (!same(own(holder, last) ?? null, before)) throw refuse()
    if (after === null) delete holder[last]
    else holder[last] = after
  } else throw refuse()
}

function own(holder: unknown, key: string | number): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
    ? (holder as Loose)[key]
    : undefined
}
