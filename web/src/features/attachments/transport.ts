import type { Bytes } from '@concordat/sdk/attachments/content.ts'
import { ApiError } from '../../lib/api.ts'
import { failureOf, sendBody, unreachable } from '../../lib/sendBody.ts'

/** Reads the bytes at `/api${path}`. */
export async function getBytes(path: string, signal?: AbortSignal): Promise<Bytes> {
  try {
    const response = await fetch(`/api${path}`, signal ? { signal } : {})
    if (!response.ok) throw failureOf(response.status, await response.text())
    return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    throw error instanceof ApiError || signal?.aborted ? error : unreachable(error)
  }
}

/** Puts a form at `/api${path}` and says how far it is. */
export const putForm = (path: string, form: FormData, onProgress: (part: number) => void): Promise<unknown> =>
  sendBody({ method: 'PUT', path, body: form }, onProgress)
