import type { AgreementSummary } from '@concordat/sdk/views.ts'
import { Avatar, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { useActor } from '../lib/actor.tsx'
import { useDirectory } from '../lib/directory.ts'
import { inkOn, partyColor } from '../lib/palette.ts'
import { useFormat } from '../lib/useFormat.ts'
import { useRoleName } from '../lib/useRoleName.ts'
import { signaturesWaiting } from '../lib/waiting.ts'
import { Amount } from './Amount.tsx'
import { StatusBadge } from './StatusBadge.tsx'
import { WaitingText } from './WaitingText.tsx'

/** An agreement in a list. */
export function AgreementCard({ agreement }: { agreement: AgreementSummary }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { actor } = useActor()
  const { nameOf, businessOf } = useDirectory()
  const roleName = useRoleName()
  const mine = agreement.parties.find(party => actor && isAddressEqual(party.account, actor.address))
  const waiting = signaturesWaiting(agreement)
  return (
    <Paper
      className="tile-link"
      p="lg"
      renderRoot={props => <Link to="/agreements/$root" params={{ root: agreement.root }} {...props} />}
    >
      <Stack gap="sm" h="100%" justify="space-between">
        <Group justify="space-between" align="flex-start" gap="xs">
          <div style={{ flex: '1 1 170px', minWidth: 0 }}>
            <Title order={3}>{businessOf(agreement.business)}</Title>
            <Text size="sm" c="dimmed">
              {mine ? t('agreementCard.yourRole', { role: roleName(mine.role) }) : null}
              {mine ? ' · ' : null}
              {agreement.concludedAt
                ? t('agreementCard.since', { date: format.date(agreement.concludedAt) })
                : t('agreementCard.proposedOn', { date: format.date(agreement.proposedAt) })}
            </Text>
          </div>
          <StatusBadge status={agreement.status} />
        </Group>
        <Group justify="space-between" align="flex-end" gap="sm">
          <Avatar.Group spacing={6} aria-label={t('agreementCard.parties')}>
            {agreement.parties.map((party, index) => (
              <Avatar
                key={party.account}
                size={30}
                name={nameOf(party.account)}
                title={`${nameOf(party.account)} · ${roleName(party.role)}`}
                styles={{ placeholder: { background: partyColor(index), color: inkOn(partyColor(index)) } }}
              />
            ))}
          </Avatar.Group>
          {waiting ? (
            <Text size="sm" c="dimmed">
              <WaitingText waiting={waiting} />
            </Text>
          ) : (
            <Text size="sm">
              <Text span c="dimmed">
                {t('agreementCard.received')}{' '}
              </Text>
              <Amount value={agreement.received} unit={agreement.asset} fw={600} />
            </Text>
          )}
        </Group>
      </Stack>
    </Paper>
  )
}
