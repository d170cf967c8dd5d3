import { Avatar, Button, Group, Paper, SimpleGrid, Stack, Text, ThemeIcon, Title, UnstyledButton } from '@mantine/core'
import { IconCoins, IconFileCheck, IconShieldCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useConnect, useConnectors } from 'wagmi'
import { useActor } from '../../lib/actor.tsx'
import { useRoleName } from '../../lib/useRoleName.ts'

const points = [
  { key: 'sign', icon: IconFileCheck },
  { key: 'confirm', icon: IconShieldCheck },
  { key: 'pay', icon: IconCoins },
] as const

/** Tells a newcomer what this is. */
export function Welcome() {
  const { t } = useTranslation()
  return (
    <Stack gap="xl">
      <div>
        <Title order={1} fz={{ base: '1.9rem', sm: '2.4rem' }} maw={760} id="page-title">
          {t('home.headline')}
        </Title>
        <Text size="lg" c="dimmed" mt="sm" maw={720}>
          {t('home.lead')}
        </Text>
      </div>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
        {points.map(({ key, icon: Icon }) => (
          <Group key={key} align="flex-start" wrap="nowrap" gap="md">
            <ThemeIcon variant="light" size={44} radius="xl">
              <Icon size={24} stroke={1.6} aria-hidden />
            </ThemeIcon>
            <div>
              <Text fw={600}>{t(`home.point.${key}`)}</Text>
              <Text size="sm" c="dimmed" mt={2}>
                {t(`home.point.${key}Text`)}
              </Text>
            </div>
          </Group>
        ))}
      </SimpleGrid>
    </Stack>
  )
}

/** Offers the example's participants by name, beside a wallet of one's own. */
export function ChooseIdentity() {
  const { t } = useTranslation()
  const { wallets, choose } = useActor()
  const connectors = useConnectors()
  const connect = useConnect()
  const roleName = useRoleName()
  return (
    <Paper component="section" aria-labelledby="choose-title">
      <Stack>
        <div>
          <Title order={2} id="choose-title">
            {t('home.whoTitle')}
          </Title>
          <Text size="sm" c="dimmed" mt={4}>
            {wallets.length > 0 ? t('home.whoText') : t('home.whoWalletText')}
          </Text>
        </div>
        <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
          {wallets.map(wallet => (
            <UnstyledButton key={wallet.address} onClick={() => choose(wallet.address)}>
              <Paper p="md" className="tile-link" h="100%">
                <Group wrap="nowrap">
                  <Avatar name={wallet.name} color="harbor" />
                  <div>
                    <Text fw={600} size="sm">
                      {wallet.name}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {roleName(wallet.role)}
                    </Text>
                  </div>
                </Group>
              </Paper>
            </UnstyledButton>
          ))}
        </SimpleGrid>
        <Group>
          {connectors.map(connector => (
            <Button key={connector.uid} variant="default" onClick={() => connect.mutate({ connector })}>
              {t('home.connect', { name: connector.name })}
            </Button>
          ))}
          {connectors.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('identity.noWallet')}
            </Text>
          )}
        </Group>
      </Stack>
    </Paper>
  )
}
