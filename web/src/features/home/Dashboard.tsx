import { Grid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../components/PageHeader.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import type { Actor } from '../../lib/actor.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { accountQuery } from '../../lib/reads.ts'
import { useRoleName } from '../../lib/useRoleName.ts'
import { Holdings } from './Holdings.tsx'
import { MyAgreements } from './MyAgreements.tsx'
import { Tasks } from './Tasks.tsx'

/** What concerns the acting participant. */
export function Dashboard({ actor }: { actor: Actor }) {
  const { t } = useTranslation()
  const { nameOf } = useDirectory()
  const roleName = useRoleName()
  const account = useQuery(accountQuery(actor.address))
  const name = actor.name ?? nameOf(actor.address)
  return (
    <Stack gap="xl">
      <PageHeader
        title={t('home.hello', { name })}
        lead={actor.role ? t('home.actingAs', { role: roleName(actor.role) }) : t('home.actingWallet')}
      />
      <QueryState query={account}>
        {data => (
          <Stack gap="xl">
            <Grid gap="lg">
              <Grid.Col span={{ base: 12, lg: 8 }}>
                <Tasks account={data} />
              </Grid.Col>
              <Grid.Col span={{ base: 12, lg: 4 }}>
                <Holdings account={data} />
              </Grid.Col>
            </Grid>
            <MyAgreements agreements={data.agreements} />
          </Stack>
        )}
      </QueryState>
    </Stack>
  )
}
