import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** What the digest of the content says about it. */
export function DigestCheck({ sha256, signed }: { sha256: string; signed: boolean | null }) {
  const { t } = useTranslation()
  const sound = signed !== false
  const sentence = signed === null ? 'attachments.isListed' : signed ? 'attachments.isSigned' : 'attachments.notSigned'
  return (
    <Alert
      role={sound ? 'status' : 'alert'}
      color={sound ? 'green' : 'red'}
      radius="lg"
      icon={sound ? <IconShieldCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
    >
      <Text size="sm">{t(sentence)}</Text>
      <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        sha256:{sha256}
      </Text>
    </Alert>
  )
}
