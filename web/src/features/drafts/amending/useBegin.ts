import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../../lib/session.tsx'

type Language = 'en' | 'zh'

/** Begins a draft and opens it; whoever is not signed in is asked for that first. */
export function useBegin(begin: (language: Language) => Promise<DraftView>) {
  const { i18n } = useTranslation()
  const { state, signIn, error } = useSession()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const begun = useMutation({
    mutationFn: () => begin(i18n.language === 'zh' ? 'zh' : 'en'),
    onSuccess: ({ id }) => {
      queries.invalidateQueries({ queryKey: ['drafts'] })
      return navigate({ to: '/drafts/$id', params: { id } })
    },
  })
  const run = () => (state === 'signedIn' ? begun.mutate() : signIn(undefined, { onSuccess: () => begun.mutate() }))
  return { run, pending: begun.isPending, error: begun.error ?? (state === 'needed' ? error : null) }
}
