import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../document/DraftContext.tsx'
import { addComment } from './entries.ts'

/** A remark for everyone at the table. */
export function CommentForm({ target, about }: { target: string; about: string }) {
  const { t } = useTranslation()
  const { room, account } = useDraft()
  const [text, setText] = useState('')
  const send = () => {
    addComment(room.doc, { target, author: account, text: text.trim() })
    setText('')
  }
  return (
    <Group align="flex-end" gap="sm">
      <Textarea
        label={t('draft.talk.comment')}
        aria-label={t('draft.talk.commentOn', { about })}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        maxLength={4000}
        autosize
        minRows={1}
        flex="1 1 240px"
      />
      <Button variant="default" disabled={text.trim() === ''} onClick={send}>
        {t('draft.talk.send')}
      </Button>
    </Group>
  )
}
