import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { PartyName } from '../../../components/PartyName.tsx'
import { QueryState } from '../../../components/QueryState.tsx'
import { Section } from '../../../components/Section.tsx'
import { useActor } from '../../../lib/actor.tsx'
import { useFormat } from '../../../lib/useFormat.ts'
import { useRoleName } from '../../../lib/useRoleName.ts'
import { acceptInvitation, invitationQuery } from '../queries.ts'
import { SignedIn } from '../session/SignedIn.tsx'

/** Who invites to what; accepting takes the seat. */
export function InvitationPage({ token }: { token: string }) {
  const { t } = useTranslation()
  return (
    <Stack gap="xl">
      <PageHeader title={t('invitation.title')} />
      <SignedIn>
        <Invitation token={token} />
      </SignedIn>
    </Stack>
  )
}

function Invitation({ token }: { token: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const roleName = useRoleName()
  const { actor } = useActor()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const query = useQuery(invitationQuery(token))
  const accept = useMutation({
    mutationFn: () => acceptInvitation(token),
    onSuccess: draft => {
      queries.invalidateQueries({ queryKey: ['drafts'] })
      return navigate({ to: '/drafts/$id', params: { id: draft.id } })
    },
  })
  return (
    <QueryState query={query} height={200}>
      {invitation => {
        const other = invitation.account && actor && !isAddressEqual(invitation.account, actor.address)
        return (
          <Section
            title={invitation.title}
            lead={t('invitation.expires', { date: format.dateTime(invitation.expiresAt) })}
          >
            <Text>
              {t('invitation.seat', { party: invitation.party, role: roleName(invitation.role) })} {t('invitation.by')}{' '}
              <PartyName account={invitation.invitedBy.account} role={invitation.invitedBy.party} />
            </Text>
            {other && <Text c="var(--danger)">{t('invitation.notYou')}</Text>}
            {accept.isError && <ErrorState error={accept.error} />}
            <Group>
              <Button disabled={Boolean(other)} loading={accept.isPending} onClick={() => accept.mutate()}>
                {t('invitation.accept')}
              </Button>
            </Group>
          </Section>
        )
      }}
    </QueryState>
  )
}
