import type { AccountView } from '@concordat/sdk/views.ts'
import { Grid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../components/PageHeader.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import type { Actor } from '../../lib/actor.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { accountQuery } from '../../lib/reads.ts'
import { useRoleName } from '../../lib/useRoleName.ts'
import { HeldUp } from './HeldUp.tsx'
import { Holdings } from './Holdings.tsx'
import { MyAgreements } from './MyAgreements.tsx'
import { Tasks } from './Tasks.tsx'
import { useConcerns } from './useConcerns.ts'

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
      <QueryState query={account}>{data => <Overview account={data} />}</QueryState>
    </Stack>
  )
}

function Overview({ account }: { account: AccountView }) {
  const concerns = useConcerns(account)
  return (
    <Stack gap="xl">
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack gap="lg">
            <Tasks concerns={concerns} />
            <HeldUp concerns={concerns} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Holdings account={account} />
        </Grid.Col>
      </Grid>
      <MyAgreements agreements={account.agreements} />
    </Stack>
  )
}
