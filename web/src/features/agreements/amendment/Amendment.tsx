import { signersOf } from '@concordat/sdk/splits/amendmentSignatures.ts'
import type { AgreementView, PendingVersion } from '@concordat/sdk/views.ts'
import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { HexText } from '../../../components/HexText.tsx'
import { Section } from '../../../components/Section.tsx'
import { leaversQuery } from '../../../lib/amendments.ts'
import { compareTerms } from '../../../lib/clauses/compareTerms.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { type ReadableTerms, useTerms } from '../../../lib/useTerms.ts'
import { AmendmentActions } from './AmendmentActions.tsx'
import { ChangeList } from './ChangeList.tsx'
import { SignerList } from './SignerList.tsx'

type AmendmentProps = { agreement: AgreementView; readable: ReadableTerms; pending: PendingVersion; terms: Hex }

/** A new version: what it changes, who signed it, and what the acting participant can do about it. */
export function Amendment({ agreement, readable, pending, terms }: AmendmentProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const next = useTerms(terms, agreement.asset)
  const leavers = useQuery(leaversQuery(pending))
  const kept = leavers.data ?? []
  const signers = signersOf(pending, kept)
  return (
    <Section
      title={t('amendment.title')}
      lead={
        <>
          {t('amendment.lead', { date: format.deadline(pending.signBy) })} {t('sign.digest')}:{' '}
          <HexText value={pending.digest} label={t('sign.digest')} />
        </>
      }
    >
      <ChangeList changes={compareTerms(readable, next)} before={readable} after={next} agreement={agreement} />
      <Stack gap="sm">
        <Title order={3}>{t('amendment.signatures')}</Title>
        <SignerList signers={signers} />
        {leavers.isError && (
          <Text size="sm" c="dimmed" role="status">
            {t('amendment.leaversUnknown')}
          </Text>
        )}
      </Stack>
      <AmendmentActions
        agreement={agreement}
        pending={pending}
        current={readable}
        next={next}
        signers={signers}
        kept={kept}
      />
    </Section>
  )
}
