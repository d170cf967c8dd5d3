import { Button, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconShieldCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { FactByDigest } from './FactDetails.tsx'

/** Opens the fact behind a line. */
export function FactButton({ digest, about }: { digest: Hex; about: string }) {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure()
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        mx={-8}
        leftSection={<IconShieldCheck size={16} aria-hidden />}
        onClick={open}
        aria-label={`${t('fact.show')}: ${about}`}
      >
        {t('fact.show')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('fact.title', { about })}>
        <FactByDigest digest={digest} />
      </Modal>
    </>
  )
}
