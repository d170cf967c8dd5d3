import { extendPath, parsePath } from '@concordat/sdk/drafts/paths.ts'

/** Where something stands in the terms: keys of objects and places in lists. */
export type Path = readonly (string | number)[]

/** A path the way problems write it: `clauses[1].shares.Operator`. */
export const pathText = (path: Path): string => path.reduce<string>(extendPath, '')

/** The value at a path; undefined where the terms have nothing. */
export function valueAt(terms: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
    terms,
  )
}

/** Puts a value at a path, and into what belongs there first where a draft began without it; undefined takes away what is there. */
export function putAt(terms: unknown, path: Path, value: unknown): void {
  const above = path.slice(0, -1)
  if (value !== undefined && valueAt(terms, above) === undefined && typeof above.at(-1) === 'string')
    putAt(terms, above, {})
  const holder = valueAt(terms, above)
  const last = path.at(-1)
  if (typeof holder !== 'object' || holder === null || last === undefined) return
  const fields = holder as Record<string, unknown>
  if (value === undefined) delete fields[last]
  else fields[last] = value
}

/** The reverse of `pathText`. */
export const readPath = (text: string): Path => parsePath(text) ?? []

/** The element of the page in which a path is edited. */
export const fieldId = (path: string) => `field-${path}`

/** Goes on at a path once the page shows what has become of it: the focus is not lost with what was taken away. */
export function goOnAt(path: string): void {
  requestAnimationFrame(() => {
    const field = fieldOf(path)
    field?.focus({ preventScroll: true })
    field?.scrollIntoView({ block: 'nearest' })
  })
}

/** Brings the field of a path into view and puts the cursor there; without one of its own, what it belongs to. */
export function goToField(path: string): boolean {
  const field = fieldOf(path) ?? fieldOf('terms')
  field?.scrollIntoView({ block: 'center' })
  field?.focus({ preventScroll: true })
  return field !== null
}

function fieldOf(path: string): HTMLElement | null {
  for (let at = path; at !== ''; at = at.replace(/(\.[^.[\]]*|\[\d+\])$|^[^.[\]]+$/, '')) {
    const field = document.getElementById(fieldId(at))
    if (field) return field
  }
  return null
}
