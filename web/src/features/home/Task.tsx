import { Box, Group, Text, ThemeIcon } from '@mantine/core'
import type { ReactNode } from 'react'

type TaskProps = { icon: ReactNode; title: string; text: ReactNode; action: ReactNode }

/** One thing that needs the reader, and the way to it. */
export function Task({ icon, title, text, action }: TaskProps) {
  return (
    <Group component="li" justify="space-between" gap="sm">
      <Group wrap="nowrap" gap="md" style={{ flex: '1 1 260px' }}>
        <ThemeIcon variant="light" size={40} radius="xl">
          {icon}
        </ThemeIcon>
        <div>
          <Text fw={600}>{title}</Text>
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        </div>
      </Group>
      <Box ms={{ base: 56, xs: 0 }}>{action}</Box>
    </Group>
  )
}
