import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ActionProgress } from '../../components/ActionProgress.tsx'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { useDecline } from './actions.ts'

type DeclineModalProps = {
  readable: ReadableTerms
  digest: Hex
  party: number
  /** What declining does. */
  lead: string
  opened: boolean
  onClose: () => void
}

const longest = 500

/** Refuses the terms, with a reason the other parties will read. */
export function DeclineModal({ readable, digest, party, lead, opened, onClose }: DeclineModalProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const action = useDecline(readable.terms, digest, party)
  const missing = reason.trim() === ''
  const close = () => {
    action.reset()
    setTried(false)
    onClose()
  }
  const submit = () => {
    setTried(true)
    if (!missing) action.run(reason.trim())
  }
  return (
    <Modal opened={opened} onClose={close} title={t('sign.declineTitle')} closeOnClickOutside={!action.pending}>
      <Stack gap="lg">
        {action.phase === 'idle' && (
          <>
            <Text size="sm" c="dimmed">
              {lead}
            </Text>
            <Textarea
              label={t('sign.reason')}
              description={t('sign.reasonHelp')}
              value={reason}
              onChange={event => setReason(event.currentTarget.value)}
              error={tried && missing ? t('sign.reasonMissing') : null}
              maxLength={longest}
              autosize
              minRows={3}
              required
              data-autofocus
            />
          </>
        )}
        <ActionProgress phase={action.phase} error={action.error} doneText={t('sign.declineDone')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close} disabled={action.pending}>
            {action.phase === 'done' ? t('common.close') : t('common.cancel')}
          </Button>
          {action.phase === 'idle' && (
            <Button color="red" onClick={submit}>
              {t('sign.decline')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
