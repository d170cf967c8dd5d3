import { Button, Checkbox, Group, List, Modal, ScrollArea, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ActionProgress } from '../../components/ActionProgress.tsx'
import { ClauseWords } from '../../components/ClauseWords.tsx'
import { HexText } from '../../components/HexText.tsx'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import type { Transaction } from '../../lib/useTransaction.ts'

type SignModalProps = {
  readable: ReadableTerms
  digest: Hex
  /** What signs. */
  action: Transaction<void>
  opened: boolean
  onClose: () => void
}

/** Shows what is signed once more, then signs. */
export function SignModal({ readable, digest, action, opened, onClose }: SignModalProps) {
  const { t } = useTranslation()
  const [read, setRead] = useState(false)
  const close = () => {
    action.reset()
    setRead(false)
    onClose()
  }
  return (
    <Modal opened={opened} onClose={close} title={t('sign.modalTitle')} size="lg" closeOnClickOutside={!action.pending}>
      <Stack gap="lg">
        {action.phase === 'idle' && (
          <>
            <ScrollArea.Autosize
              mah={300}
              type="auto"
              offsetScrollbars
              viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('agreementPage.tab.terms') }}
            >
              <List type="ordered" spacing="sm" size="sm">
                {readable.text.clauses.map(clause => (
                  <List.Item key={clause.index}>
                    <ClauseWords clause={clause} />
                  </List.Item>
                ))}
              </List>
            </ScrollArea.Autosize>
            <Text size="sm" c="dimmed">
              {t('sign.public')}
            </Text>
            <Group gap="xs">
              <Text size="sm" c="dimmed">
                {t('sign.digest')}
              </Text>
              <HexText value={digest} label={t('sign.digest')} />
            </Group>
            <Checkbox label={t('sign.read')} checked={read} onChange={event => setRead(event.currentTarget.checked)} />
          </>
        )}
        <ActionProgress phase={action.phase} error={action.error} doneText={t('sign.done')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close} disabled={action.pending}>
            {action.phase === 'done' ? t('common.close') : t('common.cancel')}
          </Button>
          {action.phase === 'idle' && (
            <Button disabled={!read} onClick={() => action.run()}>
              {t('sign.confirm')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
