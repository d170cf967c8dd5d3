import type { BatchView } from '@concordat/sdk/views.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Hex, sha256, stringToBytes } from 'viem'
import { ApiError, getJson, postText, queryString } from '../../lib/api.ts'
import { keyHeader } from '../../lib/businessKey.ts'
import { readTable, type TableKind } from './readTable.ts'

export type Upload = { file: File; agreement: string | null }

const largestFile = 16 * 1024 * 1024

/** Delivers a CSV file; the same file delivered again is recognised. */
export function useUpload(business: Hex) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ file, agreement }: Upload): Promise<{ batch: BatchView; kind: TableKind }> => {
      if (file.size > largestFile) throw new ApiError(413, { code: 'FileTooLarge', message: file.name })
      const text = await file.text()
      const kind = readTable(text)
      const batch = await postText<BatchView>(`/businesses/${business}/csv${queryString({ kind, agreement })}`, text, {
        'content-type': 'text/csv',
        'idempotency-key': sha256(stringToBytes(`${kind} ${agreement ?? ''} ${text}`)),
        ...keyHeader(business),
      })
      return { batch, kind }
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['business'] }),
  })
}

/** How far a batch is; asked again until it is done. */
export function useBatch(business: Hex, first: BatchView | undefined) {
  return useQuery({
    queryKey: ['business', 'batch', business, first?.id],
    queryFn: ({ signal }) =>
      getJson<BatchView>(`/businesses/${business}/batches/${first?.id}`, signal, keyHeader(business)),
    enabled: first?.status === 'running',
    initialData: first,
    refetchInterval: latest => (latest.state.data?.status === 'running' ? 1000 : false),
  })
}
