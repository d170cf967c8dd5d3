import {
  ActionIcon,
  Button,
  Divider,
  Group,
  Indicator,
  Popover,
  ScrollArea,
  Stack,
  Text,
  VisuallyHidden,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBell } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Address } from 'viem'
import { AlertLine } from './AlertLine.tsx'
import { alertsQuery, useMarkRead } from './queries.ts'

/** The number shown at most. */
const most = 99

/** How many alerts wait to be read, and the latest of them. */
export function AlertBell({ account }: { account: Address }) {
  const { t } = useTranslation()
  const title = useId()
  const [opened, { toggle, close }] = useDisclosure()
  const query = useInfiniteQuery(alertsQuery(account, false))
  const markRead = useMarkRead()
  const [page] = query.data?.pages ?? []
  const unread = page?.unread ?? 0
  return (
    <>
      {/* The number on the bell changes by itself: it is said, too. */}
      <VisuallyHidden role="status">{unread > 0 && t('alerts.bell', { count: unread })}</VisuallyHidden>
      <Popover
        opened={opened}
        onChange={close}
        position="bottom-end"
        width="min(400px, 94vw)"
        shadow="md"
        radius="lg"
        trapFocus
        returnFocus
      >
        <Indicator
          disabled={unread === 0}
          label={unread > most ? `${most}+` : unread}
          size={18}
          color="red"
          offset={5}
          aria-hidden={false}
        >
          <Popover.Target>
            <ActionIcon
              variant="default"
              size="lg"
              radius="xl"
              onClick={toggle}
              aria-expanded={opened}
              aria-haspopup="dialog"
              aria-label={t('alerts.bell', { count: unread })}
            >
              <IconBell size={18} aria-hidden />
            </ActionIcon>
          </Popover.Target>
        </Indicator>
        <Popover.Dropdown p={0} aria-labelledby={title}>
          <Group justify="space-between" px="md" py="sm" wrap="nowrap">
            <Text fw={650} id={title}>
              {t('alerts.title')}
            </Text>
            <Button
              size="compact-sm"
              variant="subtle"
              disabled={unread === 0}
              loading={markRead.isPending}
              onClick={() => markRead.mutate('all')}
            >
              {t('alerts.readAll')}
            </Button>
          </Group>
          <Divider />
          <ScrollArea.Autosize mah="60vh" type="auto">
            <Stack component="ul" gap={0} p={0} m={0} style={{ listStyle: 'none' }}>
              {page?.alerts.map(alert => (
                <li key={alert.id}>
                  <AlertLine alert={alert} onOpen={close} />
                </li>
              ))}
            </Stack>
            {page?.alerts.length === 0 && (
              <Text size="sm" c="dimmed" p="md">
                {t('alerts.emptyText')}
              </Text>
            )}
          </ScrollArea.Autosize>
          <Divider />
          <Button
            variant="subtle"
            fullWidth
            radius={0}
            onClick={close}
            renderRoot={props => <Link to="/alerts" {...props} />}
          >
            {t('alerts.all')}
          </Button>
        </Popover.Dropdown>
      </Popover>
    </>
  )
}
