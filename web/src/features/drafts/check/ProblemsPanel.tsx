import type { ProblemView } from '@concordat/sdk/drafts/views.ts'
import { Group, Paper, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { describeCode } from '../../../lib/messages.ts'
import { goToField } from '../document/paths.ts'
import { useFieldName } from '../history/useFieldName.ts'
import type { DraftTab } from '../page/tabs.ts'

type ProblemsPanelProps = { problems: ProblemView[]; onTab: (tab: DraftTab) => void }

/** Everything that is missing or contradicts something, each with the way to its field. */
export function ProblemsPanel({ problems, onTab }: ProblemsPanelProps) {
  const { t, i18n } = useTranslation()
  const fieldName = useFieldName()
  const go = (path: string) => {
    if (/^parties\[\d+\]\.account$/.test(path)) onTab('people')
    else goToField(path)
  }
  if (problems.length === 0) {
    return (
      <Paper component="section" p="lg" role="status">
        <Group wrap="nowrap" gap="sm" c="var(--amount-in)">
          <IconCircleCheck aria-hidden style={{ flex: 'none' }} />
          <Text fw={600}>{t('draft.complete')}</Text>
        </Group>
      </Paper>
    )
  }
  return (
    <Paper component="section" p="lg" aria-labelledby="draft-missing">
      <Stack gap="sm">
        <Title order={2} id="draft-missing">
          {t('draft.missing', { count: problems.length })}
        </Title>
        <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: 'none', maxHeight: '60vh', overflowY: 'auto' }}>
          {problems.map(({ path, code, args, message }) => (
            <li key={`${path} ${code}`}>
              <UnstyledButton onClick={() => go(path)} p={6} style={{ borderRadius: 8 }} w="100%">
                <Group wrap="nowrap" gap="xs" align="flex-start">
                  <IconCircleDashed size={17} aria-hidden style={{ flex: 'none', marginTop: 3 }} />
                  <div style={{ minWidth: 0 }}>
                    <Text size="sm" fw={600} c="var(--mantine-color-anchor)">
                      {fieldName(path)}
                    </Text>
                    <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                      {describeCode(code, args, i18n.language) ?? message}
                    </Text>
                  </div>
                </Group>
              </UnstyledButton>
            </li>
          ))}
        </Stack>
      </Stack>
    </Paper>
  )
}
