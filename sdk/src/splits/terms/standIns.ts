type Path = readonly PropertyKey[]
type Loose = Record<PropertyKey, unknown>

const name = (path: Path) => `#${String(path[0])} ${Number(path[1]) + 1}`

/** What stands for a field that has to be there, by its path with `*` for places in lists. Anything else is left out. */
const values: Readonly<Record<string, (path: Path) => unknown>> = {
  title: () => '-',
  signBy: () => 'P30D',
  parties: () => [],
  'parties.*': path => ({ name: name(path), role: '-' }),
  'parties.*.name': path => `#${Number(path[1]) + 1}`,
  'parties.*.role': () => '-',
  period: () => ({ timezone: '+00:00', firstMonth: '2026-01', closeAfter: 'P15D' }),
  'monthly.*': path => ({ name: name(path), unmet: 'carried', shares: {} }),
  'monthly.*.name': name,
  'monthly.*.unmet': () => 'carried',
  'monthly.*.shares': () => ({}),
  'monthly.*.price.amount': () => '1',
  'monthly.*.price.meter': () => '-',
  'monthly.*.price.unit': () => '-',
  clauses: () => [],
  'clauses.*': path => ({ name: name(path), shares: {} }),
  'clauses.*.name': name,
  'clauses.*.shares': () => ({}),
  'clauses.*.lock.milestone': () => '-',
}

/** Parts that are read whole or not at all. */
const wholes: readonly PropertyKey[] = ['processor', 'basis', 'period', 'attachments', 'registers']

/** Puts something readable where a file has a fault, and says what part of the file means nothing now. */
export function standIn(file: object, path: Path): PropertyKey[] {
  const part = wholes.includes(path[0] ?? '') ? path.slice(0, 1) : path
  const holder = part.slice(0, -1).reduce<unknown>((at, step) => (at as Loose | undefined)?.[step], file)
  const last = part.at(-1)
  const value = values[part.map(step => (typeof step === 'number' ? '*' : String(step))).join('.')]
  if (typeof holder === 'object' && holder !== null && last !== undefined) {
    if (value) (holder as Loose)[last] = value(part)
    else delete (holder as Loose)[last]
  }
  return [...part]
}
