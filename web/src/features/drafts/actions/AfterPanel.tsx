import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconArrowRight, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { ApiError } from '../../../lib/api.ts'
import { agreementQuery } from '../../../lib/reads.ts'
import { EndedPanel } from './EndedPanel.tsx'

/** What has become of a draft, and where it goes on. */
export function AfterPanel({ view, onPropose }: { view: DraftView; onPropose: () => void }) {
  const { t } = useTranslation()
  const isEffective = view.state === 'effective'
  const inForce = t(view.amends ? 'amendment.carriedOut' : 'draft.act.effective')
  const title = isEffective ? inForce : t('draft.act.proposed')
  if (!isEffective && view.state !== 'proposed') return <EndedPanel view={view} />
  return (
    <Stack gap="sm" role="status">
      <div>
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed">
          {t(isEffective ? 'draft.act.effectiveText' : 'draft.act.proposedText')}
        </Text>
      </div>
      {view.proposed && <Onwards view={view} digest={view.proposed} onPropose={onPropose} />}
    </Stack>
  )
}

type OnwardsProps = { view: DraftView; digest: Hex; onPropose: () => void }

/** The way to the agreement; where the chain never heard of the terms, to proposing them again. */
function Onwards({ view, digest, onPropose }: OnwardsProps) {
  const { t } = useTranslation()
  const root = view.amends?.root ?? digest
  const agreement = useQuery({ ...agreementQuery(root), refetchInterval: query => (query.state.data ? false : 4000) })
  const missing = agreement.error instanceof ApiError && agreement.error.status === 404
  const unknown = missing || agreement.data?.versions.every(version => version.digest !== digest) === true
  return (
    <Group>
      {unknown ? (
        <Button leftSection={<IconSend size={18} aria-hidden />} onClick={onPropose}>
          {t('draft.act.propose')}
        </Button>
      ) : (
        <Button
          rightSection={<IconArrowRight size={18} aria-hidden />}
          renderRoot={props => <Link to="/agreements/$root" params={{ root }} {...props} />}
        >
          {t('draft.act.toAgreement')}
        </Button>
      )}
    </Group>
  )
}
