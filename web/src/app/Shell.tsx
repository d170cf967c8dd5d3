import { AppShell, Box, Burger, Container, Group, ScrollArea, Stack } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { AlertBell } from '../features/alerts/AlertBell.tsx'
import { Courier } from '../features/drafts/transfer/Courier.tsx'
import { useActor } from '../lib/actor.tsx'
import { useLive } from '../lib/live.ts'
import { useSession } from '../lib/session.tsx'
import { Brand } from './Brand.tsx'
import { IdentityMenu } from './IdentityMenu.tsx'
import { LiveNotice, LiveSign } from './LiveSign.tsx'
import { Navigation } from './Navigation.tsx'
import { NewVersion } from './NewVersion.tsx'
import { Preferences } from './Preferences.tsx'
import { useArrival } from './useArrival.ts'
import { WrongChain } from './WrongChain.tsx'

/** The page of a draft goes on without the service, and says so itself. */
const ownDraft = /^\/drafts\/0x[0-9a-f]+$/

/** The frame of every page: who acts, where to go, and whether what is shown is current. */
export function Shell() {
  const { t } = useTranslation()
  const [opened, { toggle, close }] = useDisclosure()
  const { actor } = useActor()
  const session = useSession()
  const account = actor && session.state === 'signedIn' ? actor.address : null
  const live = useLive(account)
  const path = useRouterState({ select: state => state.location.pathname })

  useArrival()
  useHotkeys([['Escape', close]])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the menu
  useEffect(close, [path])

  return (
    <AppShell
      header={{ height: 64 }}
      navbar={{ width: 248, breakpoint: 'md', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      {account && <Courier account={account} />}
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="md"
              size="sm"
              aria-expanded={opened}
              aria-controls="navigation"
              aria-label={opened ? t('shell.closeMenu') : t('shell.openMenu')}
            />
            <Brand />
          </Group>
          <Group gap="sm" wrap="nowrap">
            <Box visibleFrom="sm">
              <Preferences />
            </Box>
            {account && <AlertBell key={account} account={account} />}
            <IdentityMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" id="navigation" data-opened={opened || undefined} aria-label={t('shell.navigation')}>
        <AppShell.Section grow component={ScrollArea}>
          <Navigation />
        </AppShell.Section>
        <AppShell.Section>
          <Stack gap="md">
            <Box hiddenFrom="sm">
              <Preferences />
            </Box>
            <LiveSign state={live} />
          </Stack>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} bg="var(--canvas)">
        <Container size={1160} px={0} pb="xl">
          <NewVersion />
          {!ownDraft.test(path) && <LiveNotice state={live} />}
          <WrongChain />
          <Outlet />
        </Container>
      </AppShell.Main>
    </AppShell>
  )
}
