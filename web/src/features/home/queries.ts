import type { ExampleView } from '@concordat/sdk/views.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { postJson } from '../../lib/api.ts'
import { exampleQuery } from '../../lib/reads.ts'

/** Starts the example on the development chain. */
export function useStartExample() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => postJson<ExampleView>('/dev/example'),
    onSuccess: () => queries.invalidateQueries({ queryKey: exampleQuery.queryKey }),
  })
}
