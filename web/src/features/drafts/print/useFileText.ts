import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { describeTerms } from '../../../lib/clauses/describeTerms.ts'
import type { TermsText } from '../../../lib/clauses/words.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { readTerms } from '../../simulate/readTerms.ts'
import { wordsOf } from '../document/words.ts'

/** Terms as people write them, in the reader's language; without words where they cannot be read yet. */
export function useFileText(file: SplitsTermsFile): TermsText {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(() => {
    try {
      const read = readTerms(JSON.stringify(file))
      return describeTerms(read.terms, wordsOf(read, t, format))
    } catch {
      return { signBy: '', general: [], clauses: [] }
    }
  }, [file, t, format])
}
