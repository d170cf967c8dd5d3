import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { Divider, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Hex, isAddressEqual } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { Section } from '../../../components/Section.tsx'
import { useActor } from '../../../lib/actor.tsx'
import { agreementQuery } from '../../../lib/reads.ts'
import { nowSeconds } from '../../../lib/waiting.ts'
import { ActLine } from './ActLine.tsx'
import { CompleteLine } from './CompleteLine.tsx'
import { actsQuery } from './queries.ts'

/** How an agreement in force is paused and ended, and who has agreed to that. */
export function LifeSection({ root }: { root: Hex }) {
  const { t } = useTranslation()
  const { actor } = useActor()
  const agreement = useQuery(agreementQuery(root)).data
  const lives = agreement !== undefined && ['effective', 'frozen', 'terminated'].includes(agreement.status)
  const acts = useQuery({ ...actsQuery(root), enabled: lives })
  const terms = useMemo(() => agreement && decodeTerms(agreement.terms), [agreement])
  if (!lives || !terms) return null
  // Strangers see only what was begun.
  const shown = (acts.data ?? []).filter(({ signers }) =>
    signers.some(({ account, signedAt }) => signedAt !== null || (actor && isAddressEqual(account, actor.address))),
  )
  const { endsAt } = terms.rules
  const isOver = agreement.status === 'terminated' || (endsAt !== 0 && endsAt < nowSeconds())
  if (acts.isError) return <ErrorState error={acts.error} retry={() => acts.refetch()} />
  if (shown.length === 0 && !isOver) return null
  return (
    <Section title={t('life.title')} lead={t('life.sectionLead')}>
      <Stack gap="lg">
        {shown.map((act, index) => (
          <Stack key={act.kind} gap="lg">
            {index > 0 && <Divider />}
            {act.kind === 'terminate' && agreement.status === 'frozen' && (
              <Text size="sm" c="dimmed">
                {t('life.notWhileFrozen')}
              </Text>
            )}
            <ActLine act={act} terms={terms} />
          </Stack>
        ))}
        {isOver && shown.length > 0 && <Divider />}
        {isOver && <CompleteLine terms={terms} />}
      </Stack>
    </Section>
  )
}
