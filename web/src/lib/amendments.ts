import type { LeaverSignature, PendingVersion } from '@concordat/sdk/views.ts'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from './api.ts'
import { nowSeconds } from './waiting.ts'

/** Whether an amendment can still be signed. */
export const isOpen = ({ declined, signBy }: PendingVersion) => declined === null && signBy >= nowSeconds()

/** What the server keeps of the parties that an amendment leaves out. */
export const leaversQuery = ({ digest, signers }: PendingVersion) =>
  queryOptions({
    queryKey: ['index', 'leavers', digest],
    queryFn: ({ signal }) =>
      signers.some(each => each.leaves)
        ? getJson<LeaverSignature[]>(`/amendments/${digest}/signatures`, signal)
        : Promise.resolve([]),
  })
