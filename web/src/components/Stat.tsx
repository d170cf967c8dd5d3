import { Box, Group, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'

type StatProps = { label: string; value: ReactNode; note?: ReactNode; help?: string }

/** One figure with its name, and an explanation for whoever asks. */
export function Stat({ label, value, note, help }: StatProps) {
  return (
    <Box>
      <Group gap={6} wrap="nowrap">
        <Text size="sm" c="dimmed">
          {label}
        </Text>
        {help && (
          <Tooltip label={help} events={{ hover: true, focus: true, touch: true }}>
            <UnstyledButton aria-label={help} c="dimmed" style={{ display: 'inline-flex' }}>
              <IconInfoCircle size={15} aria-hidden />
            </UnstyledButton>
          </Tooltip>
        )}
      </Group>
      <Text fz="xl" fw={600} lh={1.4} component="div">
        {value}
      </Text>
      {note && (
        <Text size="sm" c="dimmed" component="div">
          {note}
        </Text>
      )}
    </Box>
  )
}
