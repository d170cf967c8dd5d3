import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { Button, Group, Stack, Text } from '@mantine/core'
import { IconFilePencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Hex, isAddressEqual } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { Section } from '../../../components/Section.tsx'
import { useActor } from '../../../lib/actor.tsx'
import { isOpen } from '../../../lib/amendments.ts'
import { agreementQuery } from '../../../lib/reads.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { amendAgreement } from '../queries.ts'
import { useBegin } from './useBegin.ts'
import { useChangesOf } from './useChangesOf.ts'

/** Where a party begins to change the terms in force, or reads why that is not possible any more. */
export function AmendSection({ root }: { root: Hex }) {
  const { t } = useTranslation()
  const { actor } = useActor()
  const { data: agreement } = useQuery(agreementQuery(root))
  const parties = useMemo(() => (agreement ? decodeTerms(agreement.terms).parties : []), [agreement])
  const isParty = actor && parties.some(({ account }) => isAddressEqual(account, actor.address))
  if (!agreement || agreement.concludedAt === null || !isParty) return null
  const { status } = agreement
  if (status === 'terminated' || status === 'superseded' || status === 'completed') {
    return (
      <Section title={t('amending.title')}>
        <Text>{t(`amending.over.${status}`)}</Text>
      </Section>
    )
  }
  return (
    <Section title={t('amending.title')} lead={t('amending.lead')}>
      <Begin agreement={agreement} />
    </Section>
  )
}

function Begin({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { root, status, pending } = agreement
  const drafts = useChangesOf(agreement)
  const begin = useBegin(language => amendAgreement(root, language))
  return (
    <Stack gap="md">
      {status === 'frozen' && <Text size="sm">{t('amending.frozen')}</Text>}
      {drafts.length > 0 && (
        <div>
          <Text fw={600} size="sm" mb={4}>
            {t('amending.open')}
          </Text>
          <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {drafts.map(({ id, createdAt }) => (
              <li key={id}>
                <Link to="/drafts/$id" params={{ id }} style={{ color: 'var(--mantine-color-anchor)' }}>
                  {t('amending.toDraft', { date: format.dateTime(createdAt) })}
                </Link>
              </li>
            ))}
          </Stack>
        </div>
      )}
      {(drafts.length > 0 || pending.some(isOpen)) && (
        <Text size="sm" c="dimmed" maw={680}>
          {t('amending.second')}
        </Text>
      )}
      {begin.error !== null && <ErrorState error={begin.error} />}
      <Group>
        <Button
          variant="default"
          leftSection={<IconFilePencil size={18} aria-hidden />}
          loading={begin.pending}
          onClick={begin.run}
        >
          {t('amending.amend')}
        </Button>
      </Group>
    </Stack>
  )
}
