import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck, IconCopy, IconCreditCard, IconQrcode } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { railQuery, takesPayments } from '../lib/rails/rail.ts'
import { QrCode } from './QrCode.tsx'

type PayLinkProps = { root: Hex; size?: 'xs' | 'sm' }

/** The way to pay an agreement, here or on a phone; nothing where no connected account takes payments for it. */
export function PayLink({ root, size = 'sm' }: PayLinkProps) {
  const { t } = useTranslation()
  const rail = useQuery(railQuery(root))
  const [opened, { open, close }] = useDisclosure()
  if (!rail.data || !takesPayments(rail.data)) return null
  const address = `${window.location.origin}/pay/${root}`
  return (
    <Group gap="xs">
      <Button
        size={size}
        leftSection={<IconCreditCard size={18} aria-hidden />}
        renderRoot={props => <Link to="/pay/$root" params={{ root }} {...props} />}
      >
        {t('pay.open')}
      </Button>
      <Button size={size} variant="default" leftSection={<IconQrcode size={18} aria-hidden />} onClick={open}>
        {t('pay.share')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('pay.share')}>
        <Stack align="center" gap="md">
          <QrCode text={address} label={t('pay.shareCode')} />
          <Text size="sm" ta="center" style={{ overflowWrap: 'anywhere' }}>
            {address}
          </Text>
          <CopyButton value={address}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                onClick={copy}
                leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              >
                {copied ? t('common.copied') : t('pay.copy')}
              </Button>
            )}
          </CopyButton>
        </Stack>
      </Modal>
    </Group>
  )
}
