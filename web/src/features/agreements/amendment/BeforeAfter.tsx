import { Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

type BeforeAfterProps = { title: string; badge?: ReactNode; before: ReactNode; after: ReactNode; notes?: string[] }

/** Something as it is and as it will be, beside each other. */
export function BeforeAfter({ title, badge, before, after, notes = [] }: BeforeAfterProps) {
  const { t } = useTranslation()
  return (
    <Paper component="article" aria-label={title} p="md" bg="var(--canvas)">
      <Stack gap="sm">
        <Group gap="sm">
          <Text fw={600}>{title}</Text>
          {badge}
        </Group>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <Side label={t('amendment.before')}>{before ?? t('amendment.nothing')}</Side>
          <Side label={t('amendment.after')}>{after ?? t('amendment.nothing')}</Side>
        </SimpleGrid>
        {notes.map(note => (
          <Text key={note} size="sm" c="dimmed">
            {note}
          </Text>
        ))}
      </Stack>
    </Paper>
  )
}

function Side({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" fw={600} c="dimmed" mb={4}>
        {label}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </div>
  )
}
