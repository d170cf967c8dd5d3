import type { AssetView } from '@concordat/sdk/views.ts'
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionProgress } from '../../components/ActionProgress.tsx'
import { describeCode } from '../../lib/messages.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { useDeposit } from './actions.ts'
import { checkAmount } from './checkAmount.ts'

/** Puts tokens of the wallet into the ledger. */
export function DepositModal({ asset, onClose }: { asset: AssetView; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const action = useDeposit(asset)
  const checked = checkAmount(text, asset.decimals, format.locale)
  const amount = checked.amount === null ? '' : format.amount(checked.amount, asset)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('deposit.title', { symbol: asset.symbol })}
      closeOnClickOutside={!action.pending}
    >
      <form
        onSubmit={event => {
          event.preventDefault()
          setTried(true)
          if (checked.amount !== null) action.run(checked.amount)
        }}
      >
        <Stack gap="lg">
          {action.phase === 'idle' && (
            <TextInput
              label={t('withdraw.amount')}
              description={t('deposit.help')}
              value={text}
              onChange={event => setText(event.currentTarget.value)}
              error={tried && checked.problem ? describeCode(checked.problem, {}, i18n.language) : null}
              inputMode="decimal"
              autoComplete="off"
              data-autofocus
            />
          )}
          <ActionProgress phase={action.phase} error={action.error} doneText={t('deposit.done', { amount })} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={action.pending}>
              {action.phase === 'done' ? t('common.close') : t('common.cancel')}
            </Button>
            {action.phase === 'idle' && <Button type="submit">{t('deposit.confirm')}</Button>}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
