import { Button, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ActionProgress } from '../../components/ActionProgress.tsx'
import { useActor } from '../../lib/actor.tsx'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { useCloseByDefault } from './actions.ts'

/** Settles the month whose reading is overdue. */
export function CloseMonth({ readable }: { readable: ReadableTerms }) {
  const { t } = useTranslation()
  const { actor } = useActor()
  const action = useCloseByDefault(readable.terms)
  if (!actor) return null
  return (
    <Stack gap="sm" mt="sm" align="flex-start">
      {action.phase === 'idle' && (
        <Button size="sm" onClick={() => action.run()}>
          {t('months.closeByDefault')}
        </Button>
      )}
      <ActionProgress phase={action.phase} error={action.error} doneText={t('months.closeDone')} />
    </Stack>
  )
}
