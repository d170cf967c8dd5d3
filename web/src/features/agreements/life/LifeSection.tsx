import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { Divider, Stack, Text } from '@mantine/core'
import { useDisclosure, useFocusReturn } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Hex, isAddressEqual } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { Section } from '../../../components/Section.tsx'
import { useActor } from '../../../lib/actor.tsx'
import { agreementQuery } from '../../../lib/reads.ts'
import { nowSeconds } from '../../../lib/waiting.ts'
import { ActLine } from './ActLine.tsx'
import { ActModal, type AskedAct } from './ActModal.tsx'
import { CompleteLine } from './CompleteLine.tsx'
import { CompleteModal } from './CompleteModal.tsx'
import { actsQuery } from './queries.ts'

/** How an agreement in force is paused and ended, and who has agreed to that. */
export function LifeSection({ root }: { root: Hex }) {
  const agreement = useQuery(agreementQuery(root)).data
  const terms = useMemo(() => agreement && decodeTerms(agreement.terms), [agreement])
  const [opened, { open, close }] = useDisclosure()
  useFocusReturn({ opened })
  // A window stays until it is closed, also when what it was about is over and no longer offered.
  const [asked, setAsked] = useState<AskedAct | 'complete' | null>(null)
  const [count, setCount] = useState(0)
  if (!agreement || !terms) return null
  const ask = (what: AskedAct | 'complete') => {
    setAsked(what)
    setCount(count + 1)
    open()
  }
  return (
    <>
      <Offered agreement={agreement} terms={terms} onAsk={ask} />
      {asked === 'complete' && <CompleteModal key={count} terms={terms} opened={opened} onClose={close} />}
      {asked !== null && asked !== 'complete' && (
        <ActModal key={count} {...asked} terms={terms} opened={opened} onClose={close} />
      )}
    </>
  )
}

type OfferedProps = { agreement: AgreementView; terms: Agreement; onAsk: (what: AskedAct | 'complete') => void }

/** What can be done now; strangers see only what was begun. */
function Offered({ agreement, terms, onAsk }: OfferedProps) {
  const { t } = useTranslation()
  const { actor } = useActor()
  const { root, status } = agreement
  const lives = ['effective', 'frozen', 'terminated'].includes(status)
  const acts = useQuery({ ...actsQuery(root), enabled: lives })
  if (!lives) return null
  const shown = (acts.data ?? []).filter(({ signers }) =>
    signers.some(({ account, signedAt }) => signedAt !== null || (actor && isAddressEqual(account, actor.address))),
  )
  const { endsAt } = terms.rules
  const isOver = status === 'terminated' || (endsAt !== 0 && endsAt < nowSeconds())
  if (acts.isError) return <ErrorState error={acts.error} retry={() => acts.refetch()} />
  if (shown.length === 0 && !isOver) return null
  return (
    <Section title={t('life.title')} lead={t('life.sectionLead')}>
      <Stack gap="lg">
        {shown.map((act, index) => (
          <Stack key={act.kind} gap="lg">
            {index > 0 && <Divider />}
            {act.kind === 'terminate' && status === 'frozen' && (
              <Text size="sm" c="dimmed">
                {t('life.notWhileFrozen')}
              </Text>
            )}
            <ActLine act={act} onOpen={onAsk} />
          </Stack>
        ))}
        {isOver && shown.length > 0 && <Divider />}
        {isOver && <CompleteLine onOpen={() => onAsk('complete')} />}
      </Stack>
    </Section>
  )
}
