import { Box, Button, Group, Text, ThemeIcon } from '@mantine/core'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** One thing that needs the reader, and the way to it. */
export type TaskItem = {
  key: string
  icon: ReactNode
  title: string
  text: ReactNode
  /** Where it is done, or what does it. */
  link: LinkProps | (() => void)
  label: string
  /** Whether it can wait. */
  calm?: boolean
}

export function Task({ icon, title, text, link, label, calm = false }: Omit<TaskItem, 'key'>) {
  return (
    <Group component="li" justify="space-between" gap="sm">
      <Group wrap="nowrap" gap="md" style={{ flex: '1 1 260px', minWidth: 0 }}>
        <ThemeIcon variant="light" size={40} radius="xl" style={{ flex: 'none' }}>
          {icon}
        </ThemeIcon>
        <div style={{ minWidth: 0 }}>
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Text>
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        </div>
      </Group>
      <Box ms={{ base: 56, xs: 0 }}>
        {typeof link === 'function' ? (
          <Button size="sm" onClick={link}>
            {label}
          </Button>
        ) : (
          <Button size="sm" variant={calm ? 'default' : 'filled'} renderRoot={props => <Link {...link} {...props} />}>
            {label}
          </Button>
        )}
      </Box>
    </Group>
  )
}
