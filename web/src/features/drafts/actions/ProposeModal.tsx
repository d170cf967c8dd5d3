import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ActionProgress } from '../../../components/ActionProgress.tsx'
import { useDraft } from '../document/DraftContext.tsx'
import type { Preview } from '../document/usePreview.ts'
import { ReadTerms } from './ReadTerms.tsx'
import { usePropose } from './usePropose.ts'

type ProposeModalProps = { view: DraftView; preview: Preview; opened: boolean; onClose: () => void }

/** Puts confirmed terms on the chain, where everyone signs them. */
export function ProposeModal({ view, preview, opened, onClose }: ProposeModalProps) {
  const { t } = useTranslation()
  const { room } = useDraft()
  const action = usePropose(view, room.doc)
  const close = () => {
    action.reset()
    onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('draft.act.proposeTitle')}
      size="lg"
      closeOnClickOutside={!action.pending}
    >
      <Stack gap="lg">
        {action.phase === 'idle' && (
          <>
            <Text size="sm">{t('draft.act.proposeLead')}</Text>
            <ReadTerms preview={preview} />
          </>
        )}
        <ActionProgress phase={action.phase} error={action.error} doneText={t('draft.act.proposeDone')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close} disabled={action.pending}>
            {action.phase === 'done' ? t('common.close') : t('common.cancel')}
          </Button>
          {action.phase === 'idle' && <Button onClick={() => action.run()}>{t('draft.act.proposeNow')}</Button>}
        </Group>
      </Stack>
    </Modal>
  )
}
