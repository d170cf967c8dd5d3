import type { AgreementView } from '@concordat/sdk/views.ts'
import { Alert, Stack } from '@mantine/core'
import { IconBan, IconClockHour4, IconSnowflake } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { WaitingText } from '../../components/WaitingText.tsx'
import { useDirectory } from '../../lib/directory.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { nowSeconds, waitingOf } from '../../lib/waiting.ts'
import { CloseMonth } from './CloseMonth.tsx'

/** What the agreement waits for, and why it stands still if it does. */
export function Notices({ agreement, readable }: { agreement: AgreementView; readable: ReadableTerms }) {
  const { t } = useTranslation()
  const { nameOf } = useDirectory()
  const waits = waitingOf(agreement, nowSeconds(), readable.terms.rules.period.utcOffsetMinutes)
  const { declined } = agreement
  if (declined) {
    return (
      <Alert
        color="red"
        radius="lg"
        icon={<IconBan aria-hidden />}
        title={t('agreementPage.declinedBy', { name: nameOf(declined.party) })}
      >
        {declined.reason}
      </Alert>
    )
  }
  if (waits.length === 0) return null
  return (
    <Alert
      color={waits.some(wait => wait.kind === 'frozen') ? 'blue' : 'harbor'}
      radius="lg"
      icon={waits.some(wait => wait.kind === 'frozen') ? <IconSnowflake aria-hidden /> : <IconClockHour4 aria-hidden />}
      title={t('agreementPage.next')}
    >
      <Stack gap={4}>
        {waits.map(wait => (
          <div key={`${wait.kind}${'clause' in wait ? wait.clause : ''}`}>
            <WaitingText waiting={wait} />
          </div>
        ))}
        {waits.some(wait => wait.kind === 'reading' && wait.overdue) && <CloseMonth readable={readable} />}
      </Stack>
    </Alert>
  )
}
