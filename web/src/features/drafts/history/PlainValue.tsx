import { Attachment } from '@concordat/sdk/attachments/attachment.ts'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useFieldName } from './useFieldName.ts'

/** A value of the terms for a reader: text as it is, a whole clause field by field. */
export function PlainValue({ value }: { value: unknown }) {
  const { t } = useTranslation()
  const fieldName = useFieldName()
  if (typeof value === 'boolean') return value ? t('draft.yes') : t('draft.no')
  if (typeof value !== 'object' || value === null) return String(value)
  const file = Attachment.safeParse(value).data
  if (file) return `${file.name} (sha256:${file.sha256.slice(0, 12)}…)`
  const entries = Object.entries(value)
  return entries.map(([key, item], index) => (
    <Fragment key={key}>
      {!Array.isArray(value) && `${fieldName(key)} `}
      <PlainValue value={item} />
      {index < entries.length - 1 && ', '}
    </Fragment>
  ))
}
