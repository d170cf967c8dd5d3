import { Stack } from '@mantine/core'
import { IconMoodCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../components/Empty.tsx'
import { Section } from '../../components/Section.tsx'
import { Task } from './Task.tsx'
import { useDraftTasks } from './tasks/useDraftTasks.tsx'
import { useMoneyTasks } from './tasks/useMoneyTasks.tsx'
import { useSessionTasks } from './tasks/useSessionTasks.tsx'
import { useSigningTasks } from './tasks/useSigningTasks.tsx'
import type { Concerns } from './useConcerns.ts'

/** What needs the reader: seats to take, terms to confirm and sign, money to withdraw, months that are overdue. */
export function Tasks({ concerns }: { concerns: Concerns }) {
  const { t } = useTranslation()
  const signing = useSigningTasks(concerns)
  const drafting = useDraftTasks(concerns)
  const money = useMoneyTasks(concerns.account)
  const session = useSessionTasks()
  const tasks = [...session, ...signing, ...drafting, ...money]
  return (
    <Section title={t('home.tasks')}>
      {tasks.length === 0 ? (
        <Empty icon={<IconMoodCheck aria-hidden />} title={t('home.noTasks')} text={t('home.noTasksText')} />
      ) : (
        <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
          {tasks.map(({ key, ...task }) => (
            <Task key={key} {...task} />
          ))}
        </Stack>
      )}
    </Section>
  )
}
