import { standingOf } from '@concordat/sdk/drafts/amends.ts'
import type { AmendsView } from '@concordat/sdk/drafts/amendsViews.ts'
import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { Alert, Stack, Text } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isOpen } from '../../../lib/amendments.ts'
import { useDirectory } from '../../../lib/directory.ts'
import { agreementQuery } from '../../../lib/reads.ts'
import { draftQuery } from '../queries.ts'
import { useChangesOf } from './useChangesOf.ts'

type AmendingNoticeProps = { view: DraftView; amends: AmendsView }

/** That a draft changes an agreement, what becomes of the money until it does, and of two changes. */
export function AmendingNotice({ view, amends }: AmendingNoticeProps) {
  const { t } = useTranslation()
  const { businessOf } = useDirectory()
  const queries = useQueryClient()
  const { root, version, terms, standing } = amends
  const business = useMemo(() => decodeTerms(terms).rules.business, [terms])
  const { data: agreement } = useQuery(agreementQuery(root))
  const others = useChangesOf(amends).some(({ id }) => id !== view.id)
  const announced = agreement?.pending.some(each => isOpen(each) && each.digest !== view.proposed)
  const isBehind = agreement !== undefined && standingOf(amends, agreement) !== standing
  useEffect(() => {
    // Another version may be in force by now: the server says what follows from it.
    if (isBehind) void queries.invalidateQueries({ queryKey: draftQuery(view.id).queryKey })
  }, [isBehind, queries, view.id])
  const isUndecided = view.state === 'negotiating' || view.state === 'proposed'
  return (
    <Alert
      color="harbor"
      radius="lg"
      icon={<IconArrowsExchange aria-hidden />}
      title={t('amending.notice', { name: businessOf(business), version })}
    >
      <Stack gap="xs" maw={760}>
        {isUndecided && <Text size="sm">{t('amending.noticeText')}</Text>}
        {isUndecided && (others || announced) && (
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
