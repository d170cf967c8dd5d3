/** One step of a path: a field's name or an item's place. */
export type Step = string | number

const plain = /^[\p{L}_][\p{L}\p{N}_ -]*$/u
const step = /\.?((?:[\p{L}_])[\p{L}\p{N}_ -]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/uy

/** A path one step longer, for example `clauses[1].shares.Operator` or `shares["A. Smith"]`. */
export function extendPath(path: string, next: Step): string {
  if (typeof next === 'number') return `${path}[${next}]`
  if (!plain.test(next)) return `${path}[${JSON.stringify(next)}]`
  return path === '' ? next : `${path}.${next}`
}

/** The steps of a path, or null when it is none. */
export function parsePath(path: string): Step[] | null {
  const steps: Step[] = []
  step.lastIndex = 0
  while (step.lastIndex < path.length) {
    const match = step.exec(path)
    if (!match) return null
    const [, name, index, quoted] = match
    if (quoted !== undefined) {
      try {
        steps.push(JSON.parse(quoted) as string)
      } catch {
        return null
      }
    } else steps.push(index === undefined ? (name ?? '') : Number(index))
  }
  return steps
}
