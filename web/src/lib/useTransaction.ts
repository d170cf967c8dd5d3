import type { StatusView } from '@concordat/sdk/views.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Hash, PublicClient } from 'viem'
import { type Signer, useActor } from './actor.tsx'
import { getJson } from './api.ts'
import { useChain } from './chain.tsx'

/** How far an action has come: to be confirmed in the wallet, being recorded, becoming visible, visible. */
export type Phase = 'idle' | 'confirming' | 'recording' | 'showing' | 'done'

/** Signs and sends, and returns the hash of the last transaction; null where the signature alone was handed in. */
type Send<T> = (signer: Signer, client: PublicClient, input: T) => Promise<Hash | null>

/** Runs an action of the acting wallet and tells how far it has come. */
export function useTransaction<T>(send: Send<T>) {
  const { client } = useChain()
  const { signer } = useActor()
  const queries = useQueryClient()
  const [phase, setPhase] = useState<Phase>('idle')

  const mutation = useMutation({
    mutationFn: async (input: T) => {
      setPhase('confirming')
      const hash = await send(await signer(), client, input)
      if (hash !== null) {
        setPhase('recording')
        const receipt = await client.waitForTransactionReceipt({ hash, timeout: 60_000 })
        if (receipt.status !== 'success') throw new Error('NotRecorded')
        setPhase('showing')
        await untilIndexed(Number(receipt.blockNumber))
      }
      await queries.invalidateQueries({ queryKey: ['index'] })
      setPhase('done')
      return hash
    },
    onError: () => setPhase('idle'),
  })
  const reset = () => {
    mutation.reset()
    setPhase('idle')
  }
  return { phase, run: mutation.mutate, error: mutation.error, pending: mutation.isPending, reset }
}

/** A running or finished action. */
export type Transaction<T> = ReturnType<typeof useTransaction<T>>

/** Waits until the readers' view includes a block; after ten seconds the page goes on and catches up by itself. */
async function untilIndexed(block: number): Promise<void> {
  for (let attempt = 0; attempt < 40; attempt++) {
    const status = await getJson<StatusView>('/index/status').catch(() => null)
    if (status && status.block >= block) return
    await new Promise(resolve => setTimeout(resolve, 250))
  }
}
