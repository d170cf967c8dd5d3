import { Box, Group, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

type PageHeaderProps = { title: string; lead?: ReactNode; actions?: ReactNode; above?: ReactNode }

/** The head of a page; also names the browser's tab. */
export function PageHeader({ title, lead, actions, above }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Concordat`
  }, [title])
  return (
    <Group justify="space-between" align="flex-end" gap="md" component="header">
      <Box style={{ flex: '1 1 320px', minWidth: 0 }}>
        {above}
        <Title order={1} tabIndex={-1} id="page-title">
          {title}
        </Title>
        {lead && (
          <Text c="dimmed" mt={6} maw={720} component="div">
            {lead}
          </Text>
        )}
      </Box>
      {actions}
    </Group>
  )
}
