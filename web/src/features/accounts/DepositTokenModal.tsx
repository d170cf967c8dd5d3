import type { AssetView } from '@concordat/sdk/views.ts'
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { erc20Abi, getAddress, isAddress } from 'viem'
import { ErrorState } from '../../components/ErrorState.tsx'
import { useChain } from '../../lib/chain.tsx'
import { describeCode } from '../../lib/messages.ts'

type DepositTokenModalProps = { onClose: () => void; onFound: (asset: AssetView) => void }

/** Finds a token by its address, to deposit one that the account does not hold yet. */
export function DepositTokenModal({ onClose, onFound }: DepositTokenModalProps) {
  const { t, i18n } = useTranslation()
  const { client } = useChain()
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const isValid = isAddress(text.trim(), { strict: false })
  const find = useMutation({
    mutationFn: async (): Promise<AssetView> => {
      const issuer = getAddress(text.trim())
      const token = { address: issuer, abi: erc20Abi } as const
      const [symbol, decimals] = await Promise.all([
        client.readContract({ ...token, functionName: 'symbol' }),
        client.readContract({ ...token, functionName: 'decimals' }),
      ]).catch((): never => {
        throw new Error('NotAToken')
      })
      return { id: String(BigInt(issuer)), symbol, decimals, kind: 'erc20', issuer, quorum: null, supply: '0' }
    },
    onSuccess: onFound,
  })
  return (
    <Modal opened onClose={onClose} title={t('deposit.tokenTitle')}>
      <form
        onSubmit={event => {
          event.preventDefault()
          setTried(true)
          if (isValid) find.mutate()
        }}
      >
        <Stack gap="lg">
          <TextInput
            label={t('deposit.token')}
            description={t('deposit.tokenHelp')}
            value={text}
            onChange={event => setText(event.currentTarget.value)}
            error={tried && !isValid ? describeCode('AddressInvalid', {}, i18n.language) : null}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
          {find.error && <ErrorState error={find.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={find.isPending}>
              {t('withdraw.next')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
