import type { ActView } from '@concordat/sdk/views.ts'
import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { PartyName } from '../../../components/PartyName.tsx'
import { useActor } from '../../../lib/actor.tsx'
import { useSession } from '../../../lib/session.tsx'
import { useFormat } from '../../../lib/useFormat.ts'
import type { AskedAct } from './ActModal.tsx'
import { useWithdraw } from './queries.ts'

/** An act that takes several signatures: who has signed, and what the acting wallet can do. */
export function ActLine({ act, onOpen }: { act: ActView; onOpen: (asked: AskedAct) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { actor } = useActor()
  const { state } = useSession()
  const withdraw = useWithdraw()
  const given = act.signers.filter(({ signedAt }) => signedAt !== null)
  const mine = act.signers.find(({ account }) => actor && isAddressEqual(account, actor.address))
  const signs = mine !== undefined && mine.signedAt === null
  const complete = act.signatures !== null
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: '1 1 280px', minWidth: 0 }}>
          <Text fw={600}>{t(`life.${act.kind}.title`)}</Text>
          <Text size="sm" c="dimmed">
            {t(`life.${act.kind}.lead`)}
          </Text>
        </div>
        <Group gap="sm">
          {actor && complete && <Button onClick={() => onOpen({ act, signs: false })}>{t('life.carryOut')}</Button>}
          {signs && !complete && (
            <Button variant="default" onClick={() => onOpen({ act, signs: true })}>
              {t(`life.${act.kind}.sign`)}
            </Button>
          )}
          {mine?.signedAt && !complete && state === 'signedIn' && (
            <Button variant="subtle" loading={withdraw.isPending} onClick={() => withdraw.mutate(act)}>
              {t('life.withdraw')}
            </Button>
          )}
        </Group>
      </Group>
      {given.length > 0 && (
        <Stack gap={6}>
          <Text size="sm">{t('life.progress', { given: given.length, needed: act.needed })}</Text>
          {act.signers.map(({ account, signedAt }) => (
            <Group key={account} gap="sm">
              <PartyName account={account} link={false} />
              <Badge variant="light" color={signedAt === null ? 'gray' : 'green'}>
                {signedAt === null
                  ? t('agreementPage.notSigned')
                  : t('agreementPage.signedAt', { date: format.dateTime(signedAt) })}
              </Badge>
            </Group>
          ))}
        </Stack>
      )}
      {withdraw.isError && <ErrorState error={withdraw.error} />}
    </Stack>
  )
}
