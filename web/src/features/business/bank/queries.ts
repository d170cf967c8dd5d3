import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Hex } from 'viem'
import { z } from 'zod'
import { ApiError, getJson, postText } from '../../../lib/api.ts'
import { keyHeader } from '../../../lib/businessKey.ts'
import { failureOf, sendBody, unreachable } from '../../../lib/sendBody.ts'
import { Batch, Imported, Next, Statements } from './views.ts'

/** The largest file of a bank that is read, in bytes. */
export const largestFile = 32 * 1024 * 1024

const path = (business: Hex, part: string) => `/businesses/${business}/bank/${part}`

/** What the next file of transfers of each account would hold. */
export const nextQuery = (business: Hex, mayRead: boolean) =>
  queryOptions({
    queryKey: ['business', 'bank', 'next', business],
    queryFn: async ({ signal }) =>
      z.array(Next).parse(await getJson(path(business, 'next'), signal, keyHeader(business))),
    refetchInterval: 5_000,
    enabled: mayRead,
    retry: false,
  })

/** The files of transfers that were made. */
export const batchesQuery = (business: Hex, mayRead: boolean) =>
  queryOptions({
    queryKey: ['business', 'bank', 'batches', business],
    queryFn: async ({ signal }) =>
      z.array(Batch).parse(await getJson(path(business, 'payouts'), signal, keyHeader(business))),
    enabled: mayRead,
    retry: false,
  })

/** The bank's files that were imported, and what nobody could place. */
export const statementsQuery = (business: Hex, mayRead: boolean) =>
  queryOptions({
    queryKey: ['business', 'bank', 'statements', business],
    queryFn: async ({ signal }) =>
      Statements.parse(await getJson(path(business, 'statements'), signal, keyHeader(business))),
    enabled: mayRead,
    retry: false,
  })

const Made = z.object({ batch: Batch.nullable() })

/** Puts what is open into a file; pressing again after a lost answer finds the same file. */
export function useMakeFile(business: Hex) {
  const queries = useQueryClient()
  const [request, setRequest] = useState(() => crypto.randomUUID())
  return useMutation({
    mutationFn: async (account: string) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': `${request} ${account}` }
      const body = JSON.stringify({ account })
      const { batch } = Made.parse(
        await postText(path(business, 'payouts'), body, { ...headers, ...keyHeader(business) }),
      )
      setRequest(crypto.randomUUID())
      if (batch) await saveFile(business, batch.id)
      return batch
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['business', 'bank'] }),
  })
}

/** Saves a file that was made, every time the same bytes. */
export const useSaveFile = (business: Hex) => useMutation({ mutationFn: (id: string) => saveFile(business, id) })

async function saveFile(business: Hex, id: string): Promise<void> {
  const headers = keyHeader(business)
  const response = await fetch(`/api${path(business, `payouts/${id}`)}`, { headers }).catch(unreachable)
  if (response instanceof ApiError) throw response
  if (!response.ok) throw failureOf(response.status, await response.text())
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = `${id}.xml`
  link.click()
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Sends a file of the bank. `part` is how much of it has left, from 0 to 1. */
export function useImport(business: Hex) {
  const queries = useQueryClient()
  const [part, setPart] = useState(0)
  const name = useRef('')
  const mutation = useMutation({
    mutationFn: async (file: File) => {
      name.current = file.name
      setPart(0)
      if (file.size > largestFile)
        throw new ApiError(413, {
          code: 'StatementTooLarge',
          message: '',
          details: { given: file.size, limit: largestFile },
        })
      const headers = { 'content-type': 'application/xml', ...keyHeader(business) }
      const sent = { method: 'POST' as const, path: path(business, 'statements'), body: file, headers }
      return Imported.parse(await sendBody(sent, setPart))
    },
    onSuccess: () => {
      for (const queryKey of [['business'], ['reconcile']]) queries.invalidateQueries({ queryKey })
    },
  })
  return { ...mutation, part, name: name.current }
}
