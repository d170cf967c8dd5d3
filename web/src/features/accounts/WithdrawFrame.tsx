import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionProgress } from '../../components/ActionProgress.tsx'
import type { Phase } from '../../lib/useTransaction.ts'

type WithdrawFrameProps = {
  /** The amount as it is written, once everything entered can be used. */
  amount: string | null
  /** What happens to it, in a sentence, before it is confirmed. */
  confirmation: ReactNode
  action: { phase: Phase; error: unknown; pending: boolean; reset: () => void }
  onConfirm: () => void
  onTried: () => void
  onClose: () => void
  /** What is to be done once it is under way. */
  after?: ReactNode
  children: ReactNode
}

/** Enter, confirm, see it happen. */
export function WithdrawFrame(props: WithdrawFrameProps) {
  const { amount, confirmation, action, onConfirm, onTried, onClose, after, children } = props
  const { t } = useTranslation()
  const [confirming, setConfirming] = useState(false)
  const idle = action.phase === 'idle' && !action.error
  const next = (event: FormEvent) => {
    event.preventDefault()
    onTried()
    if (amount !== null) setConfirming(true)
  }
  return (
    <Modal opened onClose={onClose} title={t('withdraw.title')} closeOnClickOutside={!action.pending}>
      <Stack gap="lg">
        {idle && !confirming && (
          <form onSubmit={next} noValidate>
            <Stack gap="lg">
              {children}
              <Group justify="flex-end">
                <Button variant="default" onClick={onClose}>
                  {t('common.cancel')}
                </Button>
                <Button type="submit">{t('withdraw.next')}</Button>
              </Group>
            </Stack>
          </form>
        )}
        {idle && confirming && (
          <Stack gap="lg">
            <Text component="div">{confirmation}</Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setConfirming(false)}>
                {t('withdraw.back')}
              </Button>
              <Button onClick={onConfirm}>{t('withdraw.confirm', { amount })}</Button>
            </Group>
          </Stack>
        )}
        <ActionProgress phase={action.phase} error={action.error} doneText={t('withdraw.done', { amount })} />
        {action.phase === 'done' && after}
        {(action.phase === 'done' || action.error !== null) && (
          <Group justify="flex-end">
            {action.error !== null && (
              <Button variant="default" onClick={action.reset}>
                {t('withdraw.back')}
              </Button>
            )}
            <Button onClick={onClose}>{t('common.close')}</Button>
          </Group>
        )}
      </Stack>
    </Modal>
  )
}
