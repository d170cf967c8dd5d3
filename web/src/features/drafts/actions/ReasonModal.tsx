import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { useDraftAction } from './useDraftAction.ts'

type ReasonModalProps = {
  id: Hex
  kind: 'object' | 'withdraw' | 'leave'
  run: (text: string) => Promise<DraftView | null>
  opened: boolean
  onClose: () => void
  /** What comes after it. */
  onDone?: () => void
}

/** Asks for the words that go with an objection or a withdrawal. */
export function ReasonModal({ id, kind, run, opened, onClose, onDone }: ReasonModalProps) {
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
    <Modal opened={opened} onClose={close} title={t(`draft.act.${kind}Title`)}>
      <Stack gap="md">
        <Text size="sm">{t(`draft.act.${kind}Lead`)}</Text>
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
            color={kind === 'object' ? 'harbor' : 'red'}
            disabled={text.trim() === ''}
            loading={action.isPending}
            onClick={() => action.mutate(text.trim(), { onSuccess: done })}
          >
            {t(`draft.act.${kind}`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
