import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { useDraftAction } from './useDraftAction.ts'

type ReasonModalProps = {
  id: Hex
  /** The window's title, what it leads to, and the button. */
  words: { title: string; lead: string; action: string }
  /** Whether it ends something. */
  ends?: boolean
  run: (text: string) => Promise<DraftView | null>
  opened: boolean
  onClose: () => void
  /** What comes after it. */
  onDone?: () => void
}

/** Asks for the words that go with an objection, a withdrawal or a removal. */
export function ReasonModal({ id, words, ends = false, run, opened, onClose, onDone }: ReasonModalProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const action = useDraftAction<string>(id, run)
  const close = () => {
    action.reset()
    setText('')
    onClose()
  }
  const done = () => {
    close()
    onDone?.()
  }
  return (
    <Modal opened={opened} onClose={close} title={words.title}>
      <Stack gap="md">
        <Text size="sm">{words.lead}</Text>
        <Textarea
          data-autofocus
          label={t('sign.reason')}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={2}
        />
        {action.isError && <ErrorState error={action.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button
            color={ends ? 'red' : 'harbor'}
            disabled={text.trim() === ''}
            loading={action.isPending}
            onClick={() => action.mutate(text.trim(), { onSuccess: done })}
          >
            {words.action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
