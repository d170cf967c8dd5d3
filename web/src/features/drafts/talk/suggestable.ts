import type { DraftTerms } from '../document/model.ts'
import { type Path, pathText } from '../document/paths.ts'

const commentedOnly = ['prose', 'parties', 'money']

/** Whether another value can be typed for a field of this part; the others can be commented on. */
export const isSuggestable = (target: string) => !commentedOnly.includes(target)

/** The fields of a part of the draft for which another value can be typed, as paths within it. */
export function suggestable(terms: DraftTerms, place: Path): string[] {
  const receivers = [...terms.parties, ...terms.registers].map(({ name }) => name)
  const shares = (...holder: string[]) => receivers.map(name => pathText([...holder, name]))
  const [list, index] = place
  if (list === 'clauses') {
    const lock = terms.clauses[Number(index)]?.lock
    const locked = lock ? ['lock.milestone', 'lock.by', ...shares('lock', 'otherwise')] : []
    return ['name', 'rate', 'limit', ...shares('shares'), ...locked]
  }
  if (list === 'monthly') {
    const price = terms.monthly[Number(index)]?.price ? ['price.amount', 'price.default'] : []
    return ['name', 'amount', 'rate', ...price, ...shares('shares')]
  }
  return ['title', 'signBy', 'endsAt', 'maxFreeze', ...(terms.period ? ['period.firstMonth', 'period.closeAfter'] : [])]
}
