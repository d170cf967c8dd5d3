import type { AgreementNames } from './context.ts'
import type { Agreement } from './types.ts'

/** What is known about terms that nobody named, and words for the rest. */
export type FallbackNamesOptions = Pick<AgreementNames, 'title' | 'decimals'> & {
  currency?: string | undefined
  /** In the order of the parties; a role stands in for a missing one. */
  parties?: readonly (string | undefined)[]
  meters?: AgreementNames['meters']
  milestones?: AgreementNames['milestones']
  /** Names a clause by its number, as people count them. */
  clause?: (number: number) => string
  register?: (number: number) => string
}

/** Names for everything in terms of which only the chain's own copy is known. No two receivers or clauses share one. */
export function fallbackNames({ parties, rules }: Agreement, options: FallbackNamesOptions): AgreementNames {
  const { clause = number => `clause ${number}`, register = number => `register ${number}` } = options
  const { title, decimals, currency, meters = {}, milestones = {} } = options
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
  const taken = new Set<string>()
  const unique = (wanted: string) => {
    // Names of the file are at most this long.
    const base = wanted.trim().slice(0, 70) || '?'
    let name = base
    for (let number = 2; taken.has(name); number++) name = `${base} ${number}`
    taken.add(name)
    return name
  }
  const first = rules.monthly.length
  return {
    ...{ title, decimals, meters, milestones },
    ...(currency === undefined ? {} : { currency }),
    parties: parties.map(({ role }, index) => unique(options.parties?.[index] ?? capital(role))),
    registers: rules.registers.map((_, index) => unique(register(index + 1))),
    monthly: rules.monthly.map((_, index) => clause(index + 1)),
    clauses: rules.clauses.map((_, index) => clause(first + index + 1)),
  }
}
