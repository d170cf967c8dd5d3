import { Button, Group, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../document/DraftContext.tsx'
import { pathText, readPath, valueAt } from '../document/paths.ts'
import { useFieldName } from '../history/useFieldName.ts'
import { addSuggestion, placeOfTarget } from './entries.ts'
import { suggestable } from './suggestable.ts'

/** Proposes another value without changing the draft. */
export function SuggestionForm({ target, about }: { target: string; about: string }) {
  const { t } = useTranslation()
  const { room, account, terms } = useDraft()
  const fieldName = useFieldName()
  const [field, setField] = useState<string | null>(null)
  const [value, setValue] = useState('')
  const [note, setNote] = useState('')
  const place = placeOfTarget(terms, target) ?? []
  const send = () => {
    if (!field) return
    const isNumber = typeof valueAt(terms, [...place, ...readPath(field)]) === 'number'
    const plain = value.trim()
    addSuggestion(room.doc, {
      target,
      path: field,
      value: isNumber ? Number(plain) : plain,
      author: account,
      note: note.trim(),
    })
    setField(null)
    setValue('')
    setNote('')
  }
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={t('draft.talk.suggestField')}
        aria-label={t('draft.talk.suggestFor', { about })}
        value={field}
        onChange={next => {
          setField(next)
          setValue(String((next && valueAt(terms, [...place, ...readPath(next)])) ?? ''))
        }}
        data={suggestable(terms, place).map(path => ({
          value: path,
          label: fieldName(pathText([...place, ...readPath(path)]), null),
        }))}
        flex="1 1 180px"
      />
      <TextInput
        label={t('draft.talk.suggestValue')}
        value={value}
        onChange={event => setValue(event.currentTarget.value)}
        disabled={!field}
        flex="1 1 140px"
      />
      <TextInput
        label={t('draft.talk.suggestNote')}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
        disabled={!field}
        flex="1 1 180px"
      />
      <Button variant="default" disabled={!field || value.trim() === ''} onClick={send}>
        {t('draft.talk.suggest')}
      </Button>
    </Group>
  )
}
