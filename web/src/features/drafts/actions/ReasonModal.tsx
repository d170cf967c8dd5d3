import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { useDraftAction } from './useDraftAction.ts'

type ReasonModalProps = {
  id: Hex
  kind: 'object' | 'withdraw'
  run: (text: string) => Promise<DraftView>
  opened: boolean
  onClose: () => void
}

/** Asks for the words that go with an objection or a withdrawal. */
export function ReasonModal({ id, kind, run, opened, onClose }: ReasonModalProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const action = useDraftAction<string>(id, run)
  const close = () => {
    action.reset()
    setText('')
    onClose()
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
            color={kind === 'withdraw' ? 'red' : 'harbor'}
            disabled={text.trim() === ''}
            loading={action.isPending}
            onClick={() => action.mutate(text.trim(), { onSuccess: close })}
          >
            {t(`draft.act.${kind}`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
