import { Box, Group, Text } from '@mantine/core'
import type { Address } from 'viem'
import { useFormat } from '../../../lib/useFormat.ts'
import { useDraft } from '../document/DraftContext.tsx'

/** Who said something, and when. */
export function Said({ by, at }: { by: Address; at: number }) {
  const format = useFormat()
  const { name, color } = useDraft().personOf(by)
  return (
    <Group gap={6}>
      <Box aria-hidden w={9} h={9} style={{ borderRadius: 5, background: color }} />
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {format.dateTime(at)}
      </Text>
    </Group>
  )
}
