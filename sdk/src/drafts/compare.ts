import { diffWordsWithSpace } from 'diff'
import { diffTerms } from './changes.ts'
import type { Change } from './views.ts'

/** A stretch of text that stayed, came or went. */
export type Piece = { text: string; kind: 'same' | 'added' | 'removed' }

/** One line of a redline; texts also word by word. */
export type RedlineChange = Change & { pieces?: Piece[] }

/** Two texts, word by word. Chinese, which has no spaces, is divided into words by the runtime's segmenter. */
export function comparePieces(before: string, after: string): Piece[] {
  const hasHan = /\p{Script=Han}/u.test(before + after)
  const options = hasHan ? { intlSegmenter: new Intl.Segmenter('zh', { granularity: 'word' }) } : {}
  return diffWordsWithSpace(before, after, options).map(({ value, added, removed }) => ({
    text: value,
    kind: added ? 'added' : removed ? 'removed' : 'same',
  }))
}

/** Everything that differs between two versions of the terms. */
export function compareTerms(before: object, after: object): RedlineChange[] {
  const texts = [before, after].map(terms => (terms as { prose?: unknown }).prose)
  const [old = '', now = ''] = texts.map(text => (typeof text === 'string' ? text : ''))
  const changes: RedlineChange[] = diffTerms(before, after).filter(({ path }) => !path.startsWith('prose['))
  for (const change of changes) {
    if (typeof change.before === 'string' && typeof change.after === 'string') {
      change.pieces = comparePieces(change.before, change.after)
    }
  }
  if (old === now) return changes
  return [...changes, { path: 'prose', before: old || null, after: now || null, pieces: comparePieces(old, now) }]
}
