import type { NonceView } from '@concordat/sdk/drafts/views.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Address, isAddressEqual } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import { type Signer, useActor } from './actor.tsx'
import { ApiError, getJson, postJson } from './api.ts'
import { useChain } from './chain.tsx'

/** Whether the server knows who sits at this browser. */
export type SessionState = 'nobody' | 'asking' | 'needed' | 'signedIn'

const sessionKey = ['session'] as const

const readSession = async (signal: AbortSignal): Promise<Address | null> => {
  try {
    return (await getJson<{ address: Address }>('/sessions/me', signal)).address
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null
    throw error
  }
}

async function signIn(signer: Signer, chainId: number): Promise<Address> {
  // Stated by the server's clock: that of this device may be wrong.
  const { nonce, issuedAt, expiresAt } = await getJson<NonceView>('/sessions/nonce')
  const message = createSiweMessage({
    domain: window.location.host,
    uri: window.location.origin,
    address: signer.account.address,
    chainId,
    nonce,
    version: '1',
    statement: 'Sign in to Concordat.',
    issuedAt: new Date(issuedAt * 1000),
    expirationTime: new Date(expiresAt * 1000),
  })
  const signature = await signer.signMessage({ message })
  return (await postJson<{ address: Address }>('/sessions', { message, signature })).address
}

let signingIn: { account: Address; done: Promise<Address> } | null = null

/** Several parts of a page may ask at the same time; the wallet is asked once. */
function signInOnce(signer: Signer, chainId: number): Promise<Address> {
  const { address } = signer.account
  if (signingIn?.account === address) return signingIn.done
  const done = signIn(signer, chainId).finally(() => {
    signingIn = null
  })
  signingIn = { account: address, done }
  return done
}

/** Signs the acting wallet in: the example's participants by themselves, a wallet when its holder asks for it. */
export function useSession() {
  const { actor, signer } = useActor()
  const { chainId } = useChain()
  const queries = useQueryClient()
  const session = useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => readSession(signal),
    staleTime: 60_000,
  })
  const asking = useMutation({
    mutationKey: sessionKey,
    mutationFn: async () => signInOnce(await signer(), chainId),
    onSuccess: address => {
      // What the server showed to somebody else is nobody's business now.
      queries.removeQueries({ queryKey: ['drafts'] })
      queries.setQueryData(sessionKey, address)
    },
  })
  const known = session.data ?? null
  const mine = actor !== null && known !== null && isAddressEqual(actor.address, known)
  // While the server is away it is asked again and again: that is no news.
  const away = session.data === undefined && (session.errorUpdateCount > 0 || session.failureCount > 0)
  const state: SessionState = !actor
    ? 'nobody'
    : mine
      ? 'signedIn'
      : (session.isPending && !away) || asking.isPending
        ? 'asking'
        : 'needed'

  const { mutate } = asking
  const silent = state === 'needed' && actor?.kind === 'example' && !away && !asking.isError
  useEffect(() => {
    if (silent) mutate()
  }, [silent, mutate])

  const error = asking.error ?? session.error ?? session.failureReason
  return { state, away, signIn: asking.mutate, error, retry: () => session.refetch() }
}
