import { BaseError } from '@concordat/sdk/errors/base.ts'
import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import type { CheckpointsView } from '@concordat/sdk/proof/checkpoint.ts'
import { makeBundle } from '@concordat/sdk/proof/makeBundle.ts'
import { verifyBundle } from '@concordat/sdk/proof/verifyBundle.ts'
import { createPublicClient, http } from 'viem'
import { ApiError, getJson } from '../../../lib/api.ts'
import type { MakeMessage, MakeOrder } from './messages.ts'

const tell = (message: MakeMessage) => self.postMessage(message)

/** Told at most this often, in milliseconds: a page that is told too often does nothing else. */
const pause = 100
let told = 0
function tellProgress(message: Extract<MakeMessage, { type: 'progress' }>): void {
  const now = performance.now()
  if (message.done > 0 && message.done < message.total && now - told < pause) return
  told = now
  tell(message)
}

/** Collects a proof and checks it, off the page's own thread. */
self.addEventListener('message', async ({ data }: MessageEvent<MakeOrder>) => {
  const { rpcUrl, currency, genesisHash, ...order } = data
  try {
    const bundle = await makeBundle({
      ...order,
      client: createPublicClient({ transport: http(rpcUrl) }) as never,
      ...(currency === null ? {} : { currency }),
      checkpoints: async (numbers, quorum) =>
        (await getJson<CheckpointsView>(`/checkpoints/${numbers.join(',')}?quorum=${quorum}`)).checkpoints,
      onProgress: (step, done, total) => tellProgress({ type: 'progress', step, done, total }),
    })
    const text = JSON.stringify(bundle)
    tell({ type: 'progress', step: 'check', done: 0, total: 1 })
    const { ok, checks } = await verifyBundle(JSON.parse(text), {
      ...{ expectRoot: order.root, expectGenesis: genesisHash },
      onProgress: (_, done, total) => tellProgress({ type: 'progress', step: 'check', done, total }),
    })
    const reason = checks.find(check => !check.ok)?.reason
    if (!ok) throw new ConcordatError(reason?.code ?? 'NothingProven', reason?.args)
    tell({ type: 'done', file: new Blob([text], { type: 'application/json' }) })
  } catch (error) {
    tell({ type: 'failed', ...failureOf(error) })
  }
})

/** An error as it can be told to the page. */
function failureOf(error: unknown): { code: string; args: Record<string, unknown>; message: string } {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof ConcordatError) return { code: error.code, args: plain(error.args), message }
  if (error instanceof ApiError || error instanceof BaseError) return { code: error.code, args: {}, message }
  return { code: 'Unreachable', args: {}, message }
}

const plain = (args: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value)]))
