import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { draftQuery } from '../queries.ts'

/** Runs something that changes a draft and shows what it has become. */
export function useDraftAction<T>(id: Hex, run: (input: T) => Promise<DraftView | null>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: view => {
      if (view) queries.setQueryData(draftQuery(id).queryKey, view)
      queries.invalidateQueries({ queryKey: ['drafts', 'list'] })
      queries.invalidateQueries({ queryKey: ['drafts', 'journal', id] })
    },
  })
}
