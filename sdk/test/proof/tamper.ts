import type { Bundle } from '../../src/proof/bundle.ts'

type Path = (string | number)[]
export type Tampering = { name: string; kind: string; path: Path; apply: (bundle: Bundle) => unknown }
type Json = null | string | number | boolean | Json[] | { [key: string]: Json }

/** What stays true when it is changed: what was never signed, what the chain checked itself, and where order means nothing. */
export const removals = [
  // Labels.
  /^versions\.\*\.names(\.(title|parties|monthly|clauses|registers)(\.\*)?)?:/,
  /^versions\.\*\.names\.(meters|milestones)(\.\*)?:(swap|double|drop)$/,
  /^versions\.\*\.names\.meters\.\*\.(unit|decimals):/,
  // What may be left out.
  /^(currency|versions\.\*\.(prose|names)):drop$/,
  // A contract's signature is whatever the contract accepts.
  /^versions\.\*\.signatures\.\*:/,
  // Nodes are found by their hashes.
  /^nodes\.\*:(swap|double)$/,
  /^nodes:(swap|double)$/,
  // Facts are found by what they say; signers are counted.
  /^facts\.\*:swap$/,
  /^(segments|facts|quorums\.\*\.rotations)\.\*\.signatures\.\*:swap$/,
  // An announcement that the rotation itself follows.
  /^receipts\.\*:drop$/,
]

/** A tampering's kind and place, whatever the index. */
export const shapeOf = ({ path, kind }: Tampering) =>
  `${path.map(part => (typeof part === 'number' ? '*' : part)).join('.')}:${kind}`

/** Every change of one place of the bundle. */
export function* tamperings(bundle: Bundle): Generator<Tampering> {
  yield* within(bundle as unknown as Json, [])
}

function* within(json: Json, path: Path): Generator<Tampering> {
  const make = (kind: string, value: (before: Json) => Json | undefined): Tampering => ({
    ...{ name: `${kind} ${path.join('.')}`, kind, path },
    apply: whole => put(whole as unknown as Json, path, value),
  })
  if (typeof json === 'string') {
    if (json.startsWith('0x')) {
      for (const at of [2, Math.floor(json.length / 2), json.length - 1])
        if (at < json.length && at > 1)
          yield make(`flip${at === 2 ? 'First' : at === json.length - 1 ? 'Last' : ''}`, before =>
            flip(before as string, at),
          )
      yield make('shorten', before => (before as string).slice(0, -2))
      yield make('lengthen', before => `${before}00`)
      yield make('empty', () => '0x')
    } else if (/^\d+$/.test(json)) yield make('raise', before => String(BigInt(before as string) + 1n))
    else yield make('change', before => `${before}x`)
  }
  if (typeof json === 'number') {
    yield make('raise', before => (before as number) + 1)
    yield make('lower', before => (before as number) - 1)
  }
  if (path.length > 0) yield make('drop', () => undefined)
  if (Array.isArray(json)) {
    for (const [i, item] of json.entries()) {
      yield* within(item, [...path, i])
      const at: Path = [...path, i]
      const list = (kind: string, change: (items: Json[]) => void): Tampering => ({
        ...{ name: `${kind} ${at.join('.')}`, kind, path: at },
        apply: whole =>
          put(whole as unknown as Json, path, before => {
            change(before as Json[])
            return before
          }),
      })
      yield list('double', items => items.splice(i, 0, structuredClone(items[i] as Json)))
      if (i > 0 && JSON.stringify(json[i - 1]) !== JSON.stringify(item))
        yield list('swap', items => items.splice(i - 1, 2, items[i] as Json, items[i - 1] as Json))
    }
  } else if (typeof json === 'object' && json !== null)
    for (const [key, value] of Object.entries(json)) yield* within(value, [...path, key])
}

function flip(text: string, at: number): string {
  const digit = (Number.parseInt(text[at] ?? '0', 16) ^ 1).toString(16)
  return text.slice(0, at) + digit + text.slice(at + 1)
}

function put(whole: Json, path: Path, value: (before: Json) => Json | undefined): Json {
  const [key, ...rest] = path
  const holder = whole as Record<string | number, Json>
  if (key === undefined) return value(whole) ?? null
  if (rest.length > 0) {
    put(holder[key] as Json, rest, value)
    return whole
  }
  const next = value(holder[key] as Json)
  if (next !== undefined) holder[key] = next
  else if (Array.isArray(whole)) whole.splice(key as number, 1)
  else delete holder[key]
  return whole
}
