import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { HoldingUp } from '../../components/HoldingUp.tsx'
import { Section } from '../../components/Section.tsx'
import type { Concerns } from './useConcerns.ts'
import { useHeldUp } from './useHeldUp.ts'

/** Who holds up what the reader takes part in; nothing where nobody does. */
export function HeldUp({ concerns }: { concerns: Concerns }) {
  const { t } = useTranslation()
  const held = useHeldUp(concerns)
  if (held.length === 0) return null
  return (
    <Section title={t('home.heldUp')} lead={t('home.heldUpLead')}>
      <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {held.map(({ key, title, what, link, waitingFor, you }) => (
          <Group key={key} component="li" justify="space-between" align="flex-start" gap="xs">
            <div style={{ flex: '1 1 220px', minWidth: 0 }}>
              <Anchor fw={600} style={{ overflowWrap: 'anywhere' }} renderRoot={props => <Link {...link} {...props} />}>
                {title}
              </Anchor>
              <Text size="sm" c="dimmed">
                {what}
              </Text>
            </div>
            <div style={{ flex: '1 1 260px', minWidth: 0 }}>
              <HoldingUp waitingFor={waitingFor} you={you} />
            </div>
          </Group>
        ))}
      </Stack>
    </Section>
  )
}
