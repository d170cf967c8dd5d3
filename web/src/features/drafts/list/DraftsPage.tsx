import { Button, Group, Stack } from '@mantine/core'
import { IconDevices, IconFilePencil, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CardGrid } from '../../../components/CardGrid.tsx'
import { Empty } from '../../../components/Empty.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { QueryState } from '../../../components/QueryState.tsx'
import { useActor } from '../../../lib/actor.tsx'
import { draftsQuery } from '../../../lib/drafts.ts'
import { SignedIn } from '../session/SignedIn.tsx'
import { DraftCard } from './DraftCard.tsx'
import { KeptDrafts } from './KeptDrafts.tsx'

/** Every draft the reader takes part in, and who holds it up. */
export function DraftsPage() {
  const { t } = useTranslation()
  const { actor } = useActor()
  const create = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} renderRoot={props => <Link to="/drafts/new" {...props} />}>
      {t('drafts.new')}
    </Button>
  )
  return (
    <Stack gap="xl">
      <PageHeader
        title={t('drafts.title')}
        lead={t('drafts.lead')}
        actions={
          <Group gap="sm">
            <Button
              variant="default"
              leftSection={<IconDevices size={18} aria-hidden />}
              renderRoot={props => <Link to="/drafts/transfer" {...props} />}
            >
              {t('drafts.transfer')}
            </Button>
            {create}
          </Group>
        }
      />
      <SignedIn offline={actor && <KeptDrafts account={actor.address} />}>
        <List />
      </SignedIn>
    </Stack>
  )
}

function List() {
  const { t } = useTranslation()
  const query = useQuery(draftsQuery)
  return (
    <QueryState
      query={query}
      height={240}
      isEmpty={drafts => drafts.length === 0}
      empty={<Empty icon={<IconFilePencil aria-hidden />} title={t('drafts.empty')} text={t('drafts.emptyText')} />}
    >
      {drafts => (
        <CardGrid>
          {drafts.map(draft => (
            <DraftCard key={draft.id} draft={draft} />
          ))}
        </CardGrid>
      )}
    </QueryState>
  )
}
