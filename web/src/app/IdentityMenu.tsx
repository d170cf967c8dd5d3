import { Avatar, Button, Group, Menu, Text } from '@mantine/core'
import { IconChevronDown, IconLogout, IconUserCircle, IconWallet } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useConnect, useConnectors } from 'wagmi'
import { useActor } from '../lib/actor.tsx'
import { useDirectory } from '../lib/directory.ts'
import { useRoleName } from '../lib/useRoleName.ts'

/** Who acts in this browser, and how to act as somebody else. */
export function IdentityMenu() {
  const { t } = useTranslation()
  const { actor, wallets, choose, forget } = useActor()
  const { nameOf } = useDirectory()
  const connectors = useConnectors()
  const connect = useConnect()
  const navigate = useNavigate()
  const roleName = useRoleName()
  const name = actor ? (actor.name ?? nameOf(actor.address)) : null

  return (
    <Menu position="bottom-end" width={290} shadow="md" radius="lg">
      <Menu.Target>
        <Button
          variant={actor ? 'default' : 'filled'}
          radius="xl"
          rightSection={<IconChevronDown size={16} aria-hidden />}
          leftSection={
            actor ? <Avatar size={24} name={name ?? ''} color="harbor" /> : <IconUserCircle size={18} aria-hidden />
          }
          maw={{ base: 200, sm: 280 }}
          loading={connect.isPending}
        >
          <Text inherit truncate lh={1.6}>
            {name ?? t('identity.choose')}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {wallets.length > 0 && <Menu.Label>{t('identity.example')}</Menu.Label>}
        {wallets.map(wallet => (
          <Menu.Item
            key={wallet.address}
            onClick={() => choose(wallet.address)}
            leftSection={<Avatar size={28} name={wallet.name} color="harbor" />}
            aria-current={actor?.address === wallet.address}
          >
            <Text size="sm" fw={actor?.address === wallet.address ? 650 : 400}>
              {wallet.name}
            </Text>
            <Text size="xs" c="dimmed">
              {roleName(wallet.role)}
            </Text>
          </Menu.Item>
        ))}
        {wallets.length > 0 && <Menu.Divider />}
        <Menu.Label>{t('identity.own')}</Menu.Label>
        {connectors.map(connector => (
          <Menu.Item
            key={connector.uid}
            onClick={() => connect.mutate({ connector })}
            leftSection={
              connector.icon ? (
                <img src={connector.icon} alt="" width={22} height={22} />
              ) : (
                <IconWallet size={20} aria-hidden />
              )
            }
          >
            {connector.name}
          </Menu.Item>
        ))}
        {connectors.length === 0 && (
          <Text size="sm" c="dimmed" px="sm" pb="xs">
            {t('identity.noWallet')}
          </Text>
        )}
        {actor && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconWallet size={18} aria-hidden />}
              onClick={() => navigate({ to: '/accounts/$address', params: { address: actor.address } })}
            >
              {t('nav.account')}
            </Menu.Item>
            <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={forget}>
              <Group>{t('identity.forget')}</Group>
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
