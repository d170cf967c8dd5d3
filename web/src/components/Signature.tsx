import { Group, Text } from '@mantine/core'
import { IconCheck, IconClockHour4 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../lib/useFormat.ts'

/** Whether and when somebody signed. */
export function Signature({ signedAt }: { signedAt: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const signed = signedAt !== null
  return (
    <Group
      gap={6}
      wrap="nowrap"
      display="inline-flex"
      style={{ verticalAlign: 'middle' }}
      c={signed ? 'var(--amount-in)' : 'dimmed'}
    >
      {signed ? <IconCheck size={16} aria-hidden /> : <IconClockHour4 size={16} aria-hidden />}
      <Text component="span" size="sm">
        {signed ? t('agreementPage.signedAt', { date: format.dateTime(signedAt) }) : t('agreementPage.notSigned')}
      </Text>
    </Group>
  )
}
