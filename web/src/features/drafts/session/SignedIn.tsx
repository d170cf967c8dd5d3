import { Button, Paper, Stack, Text, Title } from '@mantine/core'
import { IconLogin2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { PageSkeleton } from '../../../components/PageSkeleton.tsx'
import { useSession } from '../../../lib/session.tsx'

type SignedInProps = {
  children: ReactNode
  /** What is shown while the server cannot be reached, for what this device has itself. */
  offline?: ReactNode
}

/** Shows its content to whoever the server knows, and asks everybody else who they are. */
export function SignedIn({ children, offline }: SignedInProps) {
  const { t } = useTranslation()
  const { state, away, signIn, error, retry } = useSession()
  if (state === 'signedIn') return children
  if (state !== 'nobody' && away && offline) return offline
  if (state === 'asking') return <PageSkeleton />
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
