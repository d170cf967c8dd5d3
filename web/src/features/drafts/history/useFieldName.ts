import { describePlace } from '@concordat/sdk/drafts/places/describePlace.ts'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/**
 * Names a place in the terms for a reader: "Clause 2 · Share of Ada". An item's own name stands for its number; null leaves it
 * out.
 */
export function useFieldName(): (path: string, item?: string | null) => string {
  const { i18n } = useTranslation()
  const language = i18n.language === 'zh' ? 'zh' : 'en'
  return useCallback((path, item) => describePlace(path, language, { item }), [language])
}
