import type { Bytes } from '@concordat/sdk/attachments/content.ts'
import type { ErrorView } from '@concordat/sdk/views.ts'
import { ApiError } from '../../lib/api.ts'

function failureOf(status: number, text: string): ApiError {
  try {
    const { error } = JSON.parse(text) as ErrorView
    if (typeof error.code === 'string') return new ApiError(status, error)
  } catch {
    // Whatever answered was not the server.
  }
  return new ApiError(status, { code: status >= 500 ? 'Unreachable' : 'Refused', message: String(status) })
}

const unreachable = (cause: unknown) => new ApiError(0, { code: 'Unreachable', message: String(cause) })

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

/** Puts a form at `/api${path}` and says how far it is, which `fetch` cannot. */
export function putForm(path: string, form: FormData, onProgress: (part: number) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', `/api${path}`)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(unreachable('network'))
    request.onload = () => {
      const { status, responseText } = request
      if (status < 200 || status > 299) return reject(failureOf(status, responseText))
      resolve(JSON.parse(responseText))
    }
    request.send(form)
  })
}
