import { standingOf } from '@concordat/sdk/drafts/amends.ts'
import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconArrowsExchange, IconBan } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { isOpen } from '../../../lib/amendments.ts'
import { useDirectory } from '../../../lib/directory.ts'
import { agreementQuery } from '../../../lib/reads.ts'
import { useDraft } from '../document/DraftContext.tsx'
import { amendAgreement, draftQuery } from '../queries.ts'
import { useBegin } from './useBegin.ts'
import { useChangesOf } from './useChangesOf.ts'

/** That a draft changes an agreement, and what becomes of the money until it does. */
export function AmendingNotice({ view }: { view: DraftView }) {
  const { amends } = useDraft()
  const queries = useQueryClient()
  const { data: agreement } = useQuery({ ...agreementQuery(amends?.root ?? '0x'), enabled: amends !== null })
  const isBehind = amends && agreement && standingOf(amends, agreement) !== amends.standing
  useEffect(() => {
    // The server says what follows from it: nobody can confirm any more.
    if (isBehind) void queries.invalidateQueries({ queryKey: draftQuery(view.id).queryKey })
  }, [isBehind, queries, view.id])
  if (!amends) return null
  const isOver = view.state === 'negotiating' && (amends.standing === 'overtaken' || amends.standing === 'ended')
  return isOver ? <Past view={view} /> : <Open view={view} />
}

function Open({ view }: { view: DraftView }) {
  const { t } = useTranslation()
  const { amends } = useDraft()
  const { businessOf } = useDirectory()
  const business = useMemo(() => amends && decodeTerms(amends.terms).rules.business, [amends])
  const root = amends?.root ?? '0x'
  const { data: agreement } = useQuery(agreementQuery(root))
  const others = useChangesOf(root).some(({ id, state }) => id !== view.id && state === 'negotiating')
  const announced = agreement?.pending.some(each => isOpen(each) && each.digest !== view.proposed)
  if (!amends || !business) return null
  return (
    <Alert
      color="harbor"
      radius="lg"
      icon={<IconArrowsExchange aria-hidden />}
      title={t('amending.notice', { name: businessOf(business), version: amends.version })}
    >
      <Stack gap="xs" maw={760}>
        <Text size="sm">{t('amending.noticeText')}</Text>
        {view.state === 'negotiating' && (others || announced) && (
          <Text size="sm" fw={600}>
            {t('amending.second')}
          </Text>
        )}
        <Text size="sm">
          <Link to="/agreements/$root" params={{ root }} style={{ color: 'var(--mantine-color-anchor)' }}>
            {t('amending.toAgreement')}
          </Link>
        </Text>
      </Stack>
    </Alert>
  )
}

function Past({ view: { amends } }: { view: DraftView }) {
  const { t } = useTranslation()
  const root = amends?.root ?? '0x'
  const begin = useBegin(language => amendAgreement(root, language))
  const kind = amends?.standing === 'ended' ? 'ended' : 'overtaken'
  return (
    <Alert color="red" radius="lg" icon={<IconBan aria-hidden />} title={t(`amending.${kind}`)}>
      <Stack gap="sm" align="flex-start" maw={760}>
        <Text size="sm">{t(`amending.${kind}Text`)}</Text>
        {begin.error !== null && <ErrorState error={begin.error} />}
        {kind === 'overtaken' && (
          <Button size="sm" loading={begin.pending} onClick={begin.run}>
            {t('amending.again')}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}
