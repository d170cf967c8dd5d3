import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import type { CheckpointView } from '@concordat/sdk/proof/checkpoint.ts'
import type { Address, Hex } from 'viem'
import { z } from 'zod'
import { ApiError } from '../errors.ts'

const patience = 15_000

const Answer = z.object({
  checkpoints: z.array(
    z.object({
      quorum: z.custom<Hex>(),
      number: z.number(),
      hash: z.custom<Hex>(),
      timestamp: z.number(),
      digest: z.custom<Hex>(),
      needed: z.number(),
      signatures: z.array(z.object({ attestor: z.custom<Address>(), signature: z.custom<Hex>() })),
    }),
  ),
})
const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/**
 * Asks one node after the other for checkpoints until one has enough signatures; each node asks the others. Nothing is
 * checked here: whoever uses them checks the signatures.
 */
export async function askCheckpoints(urls: string[], numbers: number[], quorum: Hex): Promise<CheckpointView[]> {
  let refusal: { code: string; message: string } | undefined
  let best: CheckpointView[] | undefined
  for (const url of urls) {
    const path = `${url}/v1/checkpoints/${numbers.join(',')}?quorum=${quorum}`
    const response = await fetch(path, { signal: AbortSignal.timeout(patience) }).catch(() => null)
    const body: unknown = await response?.json().catch(() => null)
    const answer = Answer.safeParse(body)
    if (answer.success) {
      best = answer.data.checkpoints
      if (best.every(({ signatures, needed }) => signatures.length >= needed)) return best
    } else refusal ??= Refusal.safeParse(body).data?.error
  }
  if (best) return best
  // A refusal by one node can be that it is behind; whoever asks may ask again.
  if (refusal) throw new ApiError(409, refusal.code, refusal.message)
  throw new RetryableError('NodesUnreachable', 'No node answers; without them no checkpoint can be had.')
}
