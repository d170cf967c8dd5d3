import { Button, Paper, Stack, Text, Title } from '@mantine/core'
import { IconLogin2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { PageSkeleton } from '../../../components/PageSkeleton.tsx'
import { useSession } from '../../../lib/session.tsx'

type SignedInProps = {
  children: ReactNode
  /** What is shown while the server cannot be reached, for what this device has itself. */
  offline?: ReactNode
  /** The name of the page, where its content brings its own. */
  title?: string
}

/** Shows its content to whoever the server knows, and asks everybody else who they are. */
export function SignedIn({ children, offline, title }: SignedInProps) {
  const session = useSession()
  const { state, away } = session
  if (state === 'signedIn') return children
  if (state !== 'nobody' && away && offline) return offline
  if (state === 'asking') return <PageSkeleton />
  if (!title) return <Asked session={session} />
  return (
    <Stack gap="xl">
      <PageHeader title={title} />
      <Asked session={session} />
    </Stack>
  )
}

/** Who are you? Or why that cannot be found out. */
function Asked({ session }: { session: ReturnType<typeof useSession> }) {
  const { t } = useTranslation()
  const { state, signIn, error, retry } = session
  if (error) return <ErrorState error={error} retry={() => (state === 'needed' ? signIn() : retry())} />
  return (
    <Paper component="section" aria-labelledby="sign-in">
      <Stack align="flex-start">
        <Title order={2} id="sign-in">
          {t('session.title')}
        </Title>
        <Text>{state === 'nobody' ? t('session.nobody') : t('session.lead')}</Text>
        {state === 'needed' && (
          <Button leftSection={<IconLogin2 size={18} aria-hidden />} onClick={() => signIn()}>
            {t('session.signIn')}
          </Button>
        )}
      </Stack>
    </Paper>
  )
}
