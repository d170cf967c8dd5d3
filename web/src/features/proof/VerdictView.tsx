import { Alert, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/useFormat.ts'
import { ChecksSection } from './ChecksSection.tsx'
import type { Shown } from './check/messages.ts'
import { OpenSection } from './OpenSection.tsx'
import { TotalsSection } from './TotalsSection.tsx'
import { TrustSection } from './TrustSection.tsx'
import { VersionSection } from './VersionSection.tsx'

/** What was checked and, where everything holds, what is proven, on whose word, and what is not. */
export function VerdictView({ verdict }: { verdict: Shown }) {
  const { t } = useTranslation()
  const { ok, checks, gaps, proven } = verdict
  if (!ok || !proven)
    return (
      <Stack gap="xl">
        <Alert color="red" role="alert" title={t('proof.fails')}>
          {t('proof.failsLead', { count: checks.filter(check => !check.ok).length })}
        </Alert>
        <ChecksSection checks={checks} />
      </Stack>
    )
  return (
    <Stack gap="xl">
      <Holds proven={proven} count={checks.length} />
      <TrustSection proven={proven} />
      <TotalsSection proven={proven} />
      <OpenSection proven={proven} gaps={gaps} />
      {proven.versions.map((version, i) => (
        <VersionSection key={version.digest} proven={proven} version={version} number={i + 1} />
      ))}
      <ChecksSection checks={checks} />
    </Stack>
  )
}

const day = 86_400

/** That it holds, as of when, and that it is somebody's word. */
function Holds({ proven, count }: { proven: NonNullable<Shown['proven']>; count: number }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { head, anchor, replay } = proven
  const days = Math.floor((Date.now() / 1_000 - head.timestamp) / day)
  return (
    <Alert color="green" role="status" title={t('proof.holds')}>
      <Stack gap={4}>
        <Text size="sm" fw={600}>
          {t('proof.asOf', { block: head.number, date: format.dateTime(head.timestamp) })}
          {i18n.language === 'zh' ? '' : ' '}
          {days < 0 ? t('proof.ahead') : days === 0 ? t('proof.today') : t('proof.daysAgo', { count: days })}
        </Text>
        <Text size="sm">{t(`proof.status.${replay.status}`)}</Text>
        <Text size="sm">{t('proof.rests', { count, needed: anchor.needed, members: anchor.members.length })}</Text>
      </Stack>
    </Alert>
  )
}
