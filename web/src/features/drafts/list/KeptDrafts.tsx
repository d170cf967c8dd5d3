import { Alert, Stack } from '@mantine/core'
import { IconCloudOff, IconFilePencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Address } from 'viem'
import { CardGrid } from '../../../components/CardGrid.tsx'
import { Empty } from '../../../components/Empty.tsx'
import { QueryState } from '../../../components/QueryState.tsx'
import { useChain } from '../../../lib/chain.tsx'
import { listKept } from '../document/kept.ts'
import { DraftCard } from './DraftCard.tsx'

/** The drafts this device has itself, while the service cannot be asked for them. */
export function KeptDrafts({ account }: { account: Address }) {
  const { t } = useTranslation()
  const { genesisHash: chain } = useChain()
  const query = useQuery({ queryKey: ['drafts', 'kept', account], queryFn: () => listKept({ chain, account }) })
  return (
    <Stack gap="lg">
      <Alert role="status" color="yellow" radius="lg" icon={<IconCloudOff aria-hidden />} title={t('drafts.keptTitle')}>
        {t('drafts.keptText')}
      </Alert>
      <QueryState
        query={query}
        height={240}
        isEmpty={drafts => drafts.length === 0}
        empty={
          <Empty icon={<IconFilePencil aria-hidden />} title={t('drafts.keptNone')} text={t('drafts.keptNoneText')} />
        }
      >
        {drafts => (
          <CardGrid>
            {drafts.map(draft => (
              <DraftCard key={draft.id} draft={draft} />
            ))}
          </CardGrid>
        )}
      </QueryState>
    </Stack>
  )
}
