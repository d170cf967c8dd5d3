import type { AgreementView } from '@concordat/sdk/views.ts'
import { Alert } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowsSplit2, IconBan, IconClockX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isOpen } from '../../../lib/amendments.ts'
import { useDirectory } from '../../../lib/directory.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import type { ReadableTerms } from '../../../lib/useTerms.ts'
import { Amendment } from './Amendment.tsx'

/** New versions that wait for signatures, or what became of the last one. */
export function Amendments({ agreement, readable }: { agreement: AgreementView; readable: ReadableTerms }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf } = useDirectory()
  const seen = useRef(agreement.digest)
  useEffect(() => {
    if (seen.current === agreement.digest) return
    seen.current = agreement.digest
    notifications.show({ color: 'green', autoClose: 10_000, message: t('amendment.carriedOut') })
  }, [agreement.digest, t])
  const open = agreement.pending.filter(isOpen)
  const last = agreement.pending.at(-1)
  return (
    <>
      {open.length > 1 && (
        <Alert color="yellow" radius="lg" icon={<IconArrowsSplit2 aria-hidden />} title={t('amendment.several')}>
          {t('amendment.severalText')}
        </Alert>
      )}
      {open.map(pending => {
        const terms = agreement.versions.find(({ digest }) => digest === pending.digest)?.terms
        return terms ? (
          <Amendment key={pending.digest} agreement={agreement} readable={readable} pending={pending} terms={terms} />
        ) : null
      })}
      {last?.declined && (
        <Alert
          color="gray"
          radius="lg"
          icon={<IconBan aria-hidden />}
          title={t('amendment.declinedBy', { name: nameOf(last.declined.party) })}
        >
          {last.declined.reason}
        </Alert>
      )}
      {last && !last.declined && !isOpen(last) && (
        <Alert color="gray" radius="lg" icon={<IconClockX aria-hidden />} title={t('amendment.expired')}>
          {t('amendment.expiredText', { date: format.deadline(last.signBy) })}
        </Alert>
      )}
    </>
  )
}
