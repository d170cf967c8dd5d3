import { IconLogin2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useActor } from '../../../lib/actor.tsx'
import { useSession } from '../../../lib/session.tsx'
import type { TaskItem } from '../Task.tsx'

/** A wallet that has not signed in is shown neither its drafts nor its alerts: it is told so. */
export function useSessionTasks(): TaskItem[] {
  const { t } = useTranslation()
  const { actor } = useActor()
  const { state, signIn } = useSession()
  // The example's participants are signed in without being asked.
  if (state !== 'needed' || actor?.kind === 'example') return []
  return [
    {
      key: 'session',
      icon: <IconLogin2 size={20} aria-hidden />,
      title: t('home.toSignIn'),
      text: t('home.toSignInText'),
      link: () => signIn(),
      label: t('session.signIn'),
    },
  ]
}
