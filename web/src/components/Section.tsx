import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

type SectionProps = { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode }

/** A titled part of a page. */
export function Section({ title, lead, actions, children }: SectionProps) {
  const id = useId()
  return (
    <Paper component="section" aria-labelledby={id}>
      <Stack gap="lg">
        <Group justify="space-between" align="flex-start" gap="sm">
          <div style={{ flex: '1 1 260px', minWidth: 0 }}>
            <Title order={2} id={id}>
              {title}
            </Title>
            {lead && (
              <Text size="sm" c="dimmed" mt={4} maw={680} component="div">
                {lead}
              </Text>
            )}
          </div>
          {actions}
        </Group>
        {children}
      </Stack>
    </Paper>
  )
}
