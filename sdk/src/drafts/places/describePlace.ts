import { parsePath, type Step } from '../paths.ts'
import { fieldsEn, itemsEn, proseEn } from './en.ts'
import { fieldsZh, itemsZh, proseZh } from './zh.ts'

const words = {
  en: { fields: fieldsEn, items: itemsEn, prose: proseEn },
  zh: { fields: fieldsZh, items: itemsZh, prose: proseZh },
} as const

/** Fields whose name is not the last word of their path. */
const nested: Record<string, string> = {
  amount: 'amountPlain',
  'period.timezone': 'timezone',
  'period.firstMonth': 'firstMonth',
  'period.closeAfter': 'closeAfter',
  'price.amount': 'price',
  'price.meter': 'meter',
  'price.unit': 'unit',
  'price.decimals': 'decimals',
  'price.default': 'default',
  'processor.rail': 'rail',
  'processor.account': 'processorAccount',
  'processor.reserve': 'reserve',
  'processor.reserve.rate': 'reserveRate',
  'processor.reserve.duration': 'reserveDuration',
  'basis.fees': 'fees',
  'basis.tax': 'tax',
  'basis.rate': 'taxRate',
  'lock.milestone': 'milestone',
  'lock.by': 'lockBy',
  'lock.otherwise': 'otherwise',
}

const items = {
  parties: 'party',
  monthly: 'monthly',
  clauses: 'clause',
  registers: 'register',
  attachments: 'attachment',
} as const

type List = keyof typeof items
const isList = (step: Step | undefined): step is List => typeof step === 'string' && Object.hasOwn(items, step)

export type DescribePlaceOptions = {
  /** What the item calls itself, said instead of its number; null leaves the item out. */
  item?: string | null | undefined
}

/** Names a place in the terms for a reader: `clauses[1].shares.Ada` is "Clause 2 · Share of Ada". */
export function describePlace(path: string, language: 'en' | 'zh', { item }: DescribePlaceOptions = {}): string {
  const { fields, items: names, prose } = words[language]
  const steps = parsePath(path) ?? []
  const [list, index] = steps
  if (list === 'prose') return prose
  if (isList(list) && steps.length === 1) return names.list[list]
  const isItem = isList(list) && typeof index === 'number'
  const rest = isItem ? steps.slice(2) : steps
  const whole = rest.join('.')
  const holder = rest.at(-2)
  const field =
    holder === 'shares' || holder === 'otherwise'
      ? fill(holder === 'shares' ? names.share : names.otherwise, 'name', String(rest.at(-1)))
      : (own(fields, own(nested, whole) ?? whole) ?? whole)
  const about = isItem && item !== null ? (item ?? fill(names[items[list]], 'number', String(index + 1))) : ''
  return [about, field].filter(part => part !== '').join(' · ')
}

const own = <Value>(known: Record<string, Value>, key: string): Value | undefined =>
  Object.hasOwn(known, key) ? known[key] : undefined

// With a function, for a name may hold what `replace` takes for a pattern.
const fill = (text: string, name: string, value: string) => text.replace(`{{${name}}}`, () => value)
