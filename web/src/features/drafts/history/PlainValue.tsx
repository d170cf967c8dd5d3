import { Attachment } from '@concordat/sdk/attachments/attachment.ts'
import { extendPath } from '@concordat/sdk/drafts/paths.ts'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useFieldName } from './useFieldName.ts'
import { useValueName } from './useValueName.ts'

type PlainValueProps = { value: unknown; path: string }

/** A value of the terms for a reader: text as it is, a choice in words, a whole clause field by field. */
export function PlainValue({ value, path }: PlainValueProps) {
  const { t } = useTranslation()
  const fieldName = useFieldName()
  const valueName = useValueName()
  if (typeof value === 'boolean') return value ? t('draft.yes') : t('draft.no')
  if (typeof value !== 'object' || value === null) return valueName(path, String(value))
  const file = Attachment.safeParse(value).data
  if (file) return `${file.name} (sha256:${file.sha256.slice(0, 12)}…)`
  const entries = Object.entries(value)
  const isList = Array.isArray(value)
  // A field within an item of a list is called the same wherever it stands.
  const nameOf = (key: string) => fieldName(path.includes('[') ? key : extendPath(path, key))
  return entries.map(([key, item], index) => (
    <Fragment key={key}>
      {!isList && `${nameOf(key)} `}
      <PlainValue value={item} path={extendPath(path, isList ? index : key)} />
      {index < entries.length - 1 && ', '}
    </Fragment>
  ))
}
