import { describePlace } from '@concordat/sdk/drafts/places/describePlace.ts'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** Names a place in the terms for a reader: "Clause 2 · Share of Ada". */
export function useFieldName(): (path: string, withItem?: boolean) => string {
  const { i18n } = useTranslation()
  const language = i18n.language === 'zh' ? 'zh' : 'en'
  return useCallback(
    (path, withItem = true) => describePlace(path, language, withItem ? {} : { item: null }),
    [language],
  )
}
