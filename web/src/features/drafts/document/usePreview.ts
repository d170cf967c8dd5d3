import { useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { describeTerms } from '../../../lib/clauses/describeTerms.ts'
import type { TermsText } from '../../../lib/clauses/words.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { type DraftTerms as ReadDraft, readTerms } from '../../simulate/readTerms.ts'
import type { DraftTerms } from './model.ts'
import { wordsOf } from './words.ts'

/** The draft in words and as terms to try out; nothing while it cannot be read. */
export type Preview = { read: ReadDraft | null; clauses: TermsText['clauses']; general: string[] }

/** Reads the draft as it would be signed, and puts it into words, after every change. */
export function usePreview(terms: DraftTerms): Preview {
  const { t } = useTranslation()
  const format = useFormat()
  const latest = useDeferredValue(terms)
  return useMemo(() => {
    try {
      const read = readTerms(JSON.stringify(withoutIds(latest)))
      const text = describeTerms(read.terms, wordsOf(read, t, format))
      return { read, clauses: text.clauses, general: [text.signBy, ...text.general] }
    } catch {
      // An unfinished draft has no words yet; the completeness check says why.
      return { read: null, clauses: [], general: [] }
    }
  }, [latest, t, format])
}

/** The terms as a file has them: items without ids, the readable contract apart. */
export function withoutIds(terms: DraftTerms): Record<string, unknown> {
  const strip = (items: { id: string }[] = []) => items.map(({ id: _, ...item }) => item)
  return {
    ...terms,
    parties: strip(terms.parties),
    monthly: strip(terms.monthly),
    clauses: strip(terms.clauses),
    registers: strip(terms.registers),
  }
}
