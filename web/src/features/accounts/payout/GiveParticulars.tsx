import type { Particulars } from '@concordat/sdk/payments/particulars.ts'
import { Button, Code, CopyButton, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

type GiveParticularsProps = { particulars: Particulars; business: string }

/** What a business that pays by itself has to be told: the chain has only the hash of it. */
export function GiveParticulars({ particulars, business }: GiveParticularsProps) {
  const { t } = useTranslation()
  const { holder, account, salt } = particulars
  const text = `${t('payout.holder')}: ${holder}\n${t('payout.account')}: ${account}\n${t('payout.salt')}: ${salt}`
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">{t('payout.tellBusiness', { business })}</Text>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', width: '100%' }}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            size="sm"
            variant="default"
            onClick={copy}
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          >
            {copied ? t('common.copied') : t('common.copy')}
          </Button>
        )}
      </CopyButton>
    </Stack>
  )
}
