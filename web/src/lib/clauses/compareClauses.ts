import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { ReadableTerms } from '../useTerms.ts'
import type { ClauseText } from './words.ts'

/** What becomes of a clause. */
export type ClauseChange = {
  kind: 'kept' | 'changed' | 'added' | 'removed'
  before: ClauseText | null
  after: ClauseText | null
  notes: ClauseNote[]
}

/**
 * What the words of the two clauses do not show: that what was taken and is due goes on to count or is forgotten, that the
 * clause comes earlier than before, that it names another meter or milestone.
 */
export type ClauseNote = 'continues' | 'anew' | 'moved' | 'otherReference'

/** Matches the clauses of two versions: by what the new one continues, else by the same words, title or place. */
export function compareClauses(before: ReadableTerms, after: ReadableTerms): ClauseChange[] {
  const matches = matchClauses(before, after)
  let highest = -1
  const kept = after.text.clauses.map((clause, index): ClauseChange => {
    const match = matches[index]
    const old = match === undefined ? null : (before.text.clauses[match] ?? null)
    const notes: ClauseNote[] = []
    if (old) {
      if (hasMemory(before.terms, old.index))
        notes.push(continuedBy(after.terms, index) === null ? 'anew' : 'continues')
      if (old.index < highest) notes.push('moved')
      if (referenceOf(before.terms, old.index) !== referenceOf(after.terms, index)) notes.push('otherReference')
      highest = Math.max(highest, old.index)
    }
    const same = old !== null && wordsOf(old) === wordsOf(clause) && notes.every(note => note === 'continues')
    return { kind: same ? 'kept' : old ? 'changed' : 'added', before: old, after: clause, notes }
  })
  const removed = before.text.clauses
    .filter((_, index) => !matches.includes(index))
    .map((clause): ClauseChange => ({ kind: 'removed', before: clause, after: null, notes: [] }))
  return [...kept, ...removed]
}

/** The place of a clause counted from the last one of its stage, which is the one that stays. */
const fromEnd = ({ terms, text }: ReadableTerms, { index, stage }: ClauseText) =>
  (stage === 'monthly' ? terms.rules.monthly.length : text.clauses.length) - index

/** Per clause of the new version the place of the old one it stands for. */
function matchClauses(before: ReadableTerms, after: ReadableTerms): (number | undefined)[] {
  const matches: (number | undefined)[] = after.text.clauses.map((_, index) => placeOf(before, after, index))
  for (const [index, clause] of after.text.clauses.entries()) {
    const isFree = (old: ClauseText) => !matches.includes(old.index) && old.stage === clause.stage
    const old =
      before.text.clauses.find(each => isFree(each) && wordsOf(each) === wordsOf(clause)) ??
      before.text.clauses.find(each => isFree(each) && each.title === clause.title) ??
      before.text.clauses.find(each => isFree(each) && fromEnd(before, each) === fromEnd(after, clause))
    matches[index] ??= old?.index
  }
  return matches
}

function placeOf(before: ReadableTerms, after: ReadableTerms, index: number): number | undefined {
  const continued = continuedBy(after.terms, index)
  if (continued === null) return undefined
  return index < after.terms.rules.monthly.length ? continued : before.terms.rules.monthly.length + continued
}

/** The clause of the same stage that this one continues. */
function continuedBy({ rules }: Agreement, index: number): number | null {
  const { continues = 0 } = rules.monthly[index] ?? rules.clauses[index - rules.monthly.length] ?? {}
  return continues === 0 ? null : continues - 1
}

/** Whether something depends on what the clause did so far: its limit, its dues or its meter. */
function hasMemory({ rules }: Agreement, index: number): boolean {
  const monthly = rules.monthly[index]
  if (monthly) return monthly.carried || monthly.perQuantity > 0n
  return (rules.clauses[index - rules.monthly.length]?.limit ?? 0n) > 0n
}

function referenceOf({ rules }: Agreement, index: number): string {
  const monthly = rules.monthly[index]
  if (monthly) return monthly.meter
  const { lock } = rules.clauses[index - rules.monthly.length] ?? {}
  return lock ? `${lock.topic}${lock.subject}` : ''
}

const wordsOf = ({ stage, title, sentences }: ClauseText) => [stage, title, ...sentences].join('\n')
