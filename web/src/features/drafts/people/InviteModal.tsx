import type { DraftView, SeatView } from '@concordat/sdk/drafts/views.ts'
import { Button, Center, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Address, isAddress } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { QrCode } from '../../../components/QrCode.tsx'
import { describeCode } from '../../../lib/messages.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { draftQuery, invite } from '../queries.ts'

type InviteModalProps = { view: DraftView; seat: SeatView; onClose: () => void }

/** Invites somebody to a seat: an account that finds it in its list, or whoever has the link or its QR code. */
export function InviteModal({ view, seat, onClose }: InviteModalProps) {
  const { t, i18n } = useTranslation()
  const [address, setAddress] = useState('')
  const queries = useQueryClient()
  const given = address.trim()
  const wrong = given !== '' && !isAddress(given, { strict: false })
  const action = useMutation({
    mutationFn: () => invite(view.id, seat.id, given === '' ? null : (given as Address)),
    onSuccess: () => queries.invalidateQueries({ queryKey: draftQuery(view.id).queryKey }),
  })
  return (
    <Modal opened onClose={onClose} title={t('draft.people.inviteTitle', { party: seat.party })}>
      <Stack gap="md">
        {action.data ? (
          <Link url={action.data.url} expiresAt={action.data.expiresAt} />
        ) : (
          <>
            <TextInput
              data-autofocus
              label={t('draft.people.address')}
              description={t('draft.people.addressHelp')}
              placeholder="0x…"
              value={address}
              onChange={event => setAddress(event.currentTarget.value)}
              error={wrong ? describeCode('AccountUnreadable', { given }, i18n.language) : null}
            />
            {action.isError && <ErrorState error={action.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('common.cancel')}
              </Button>
              <Button disabled={wrong} loading={action.isPending} onClick={() => action.mutate()}>
                {t('draft.people.makeLink')}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  )
}

function Link({ url, expiresAt }: { url: string; expiresAt: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const whole = new URL(url, window.location.origin).href
  return (
    <>
      <Text size="sm">{t('draft.people.linkLead', { date: format.dateTime(expiresAt) })}</Text>
      <TextInput
        label={t('draft.people.link')}
        value={whole}
        readOnly
        onFocus={event => event.currentTarget.select()}
      />
      <CopyButton value={whole}>
        {({ copied, copy }) => <Button onClick={copy}>{copied ? t('common.copied') : t('common.copy')}</Button>}
      </CopyButton>
      <Center>
        <QrCode text={whole} label={t('draft.people.qr')} />
      </Center>
    </>
  )
}
