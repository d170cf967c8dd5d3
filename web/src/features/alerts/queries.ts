import type { AlertsView, MailboxView } from '@concordat/sdk/views.ts'
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Address } from 'viem'
import { getJson, postJson, putJson, queryString } from '../../lib/api.ts'

const pageSize = 30

/** The alerts of the account that is signed in, newest first. */
export const alertsQuery = (account: Address, unread: boolean) =>
  infiniteQueryOptions({
    queryKey: ['alerts', account, unread],
    queryFn: ({ pageParam, signal }) =>
      getJson<AlertsView>(
        `/alerts${queryString({ limit: pageSize, unread: unread ? 1 : null, before: pageParam })}`,
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: page => page.next,
  })

/** Marks alerts as read, here and on the account's other devices. */
export function useMarkRead() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (ids: number[] | 'all') => postJson('/alerts/read', ids === 'all' ? { all: true } : { ids }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['alerts'] }),
  })
}

export const mailboxQuery = (account: Address) =>
  queryOptions({
    queryKey: ['mailbox', account],
    queryFn: ({ signal }) => getJson<MailboxView>('/sessions/me/email', signal),
  })

/** Sets where alerts are mailed; null ends it. */
export function useSetMailbox(account: Address) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (mailbox: Pick<MailboxView, 'address' | 'language'>) =>
      putJson<MailboxView>('/sessions/me/email', mailbox),
    onSuccess: mailbox => queries.setQueryData(mailboxQuery(account).queryKey, mailbox),
  })
}

/** Confirms the address whose link was opened. */
export function useConfirmMailbox() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (token: string) => postJson(`/mail/confirmations/${encodeURIComponent(token)}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['mailbox'] }),
  })
}
