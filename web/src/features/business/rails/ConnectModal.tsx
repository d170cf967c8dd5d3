import { isAccount } from '@concordat/sdk/payments/processor.ts'
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { KeyField } from '../../../components/KeyField.tsx'
import { describeCode } from '../../../lib/messages.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { type Connection, presets, useConnect } from './queries.ts'
import { ReserveFields, withReserveOf } from './ReserveFields.tsx'
import { readReserve, writeReserve } from './reserveInput.ts'

type ConnectModalProps = { business: Hex; connection: Connection | null; onClose: () => void }

/** Connects an account at a processor, or gives a connected one other limits or another reserve. */
export function ConnectModal({ business, connection, onClose }: ConnectModalProps) {
  const { t, i18n } = useTranslation()
  const [account, setAccount] = useState(connection?.account ?? '')
  const [preset, setPreset] = useState<string | null>(null)
  const { locale } = useFormat()
  const [reserveText, setReserveText] = useState(() => writeReserve(connection?.reserve ?? null, locale))
  const [tried, setTried] = useState(false)
  const connect = useConnect(business)
  const bare = account.replace(/\s/g, '')
  const given = bare.startsWith('acct_')
    ? ({ rail: 'stripe', account: bare } as const)
    : ({ rail: 'bank', account: bare.toUpperCase() } as const)
  const fits = isAccount(given)
  const { reserve, wrong } = readReserve(reserveText, locale)
  const save = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!fits || wrong.length > 0) return
    const { limits = {} } = connection ?? {}
    // A preset takes the place of every limit but what is the business's own.
    const kept = preset ? { own: limits.own, minPayout: limits.minPayout } : limits
    const account = { ...given, reserve, ...(preset ? { preset } : {}), limits: kept }
    connect.mutate(account, { onSuccess: onClose })
  }
  return (
    <Modal opened onClose={onClose} title={connection ? t('connections.changeTitle') : t('connections.connect')}>
      <form onSubmit={save} noValidate>
        <Stack gap="lg">
          <TextInput
            label={t('connections.account')}
            description={t('connections.accountHelp')}
            value={account}
            onChange={event => setAccount(event.currentTarget.value)}
            error={tried && !fits ? describeCode('ProcessorAccountInvalid', { given: account }, i18n.language) : null}
            readOnly={connection !== null}
            autoComplete="off"
            spellCheck={false}
          />
          <Select
            label={t('connections.preset')}
            description={t('connections.presetHelp')}
            placeholder={t('connections.noPreset')}
            value={preset}
            onChange={setPreset}
            clearable
            data={presets.map(each => ({ value: each, label: t(`connections.presets.${each}`) }))}
          />
          <ReserveFields
            value={reserveText}
            onChange={setReserveText}
            wrong={tried ? wrong : []}
            names={
              connection && wrong.length === 0
                ? { before: withReserveOf(given, connection.reserve), after: withReserveOf(given, reserve) }
                : null
            }
          />
          <KeyField business={business} />
          {connect.error && <ErrorState error={connect.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={connect.isPending}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={connect.isPending}>
              {t('connections.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
