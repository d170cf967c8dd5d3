import type { ErrorView } from '@concordat/sdk/views.ts'
import { ApiError } from './api.ts'

/** The refusal in an answer; whatever answered otherwise was not the server. */
export function failureOf(status: number, text: string): ApiError {
  try {
    const { error } = JSON.parse(text) as ErrorView
    if (typeof error.code === 'string') return new ApiError(status, error)
  } catch {
    // Said below.
  }
  return new ApiError(status, { code: status >= 500 ? 'Unreachable' : 'Refused', message: String(status) })
}

export const unreachable = (cause: unknown) => new ApiError(0, { code: 'Unreachable', message: String(cause) })

type Sent = { method: 'PUT' | 'POST'; path: string; body: FormData | Blob; headers?: Record<string, string> }

/** Sends a body to `/api${path}` and says how far it is, from 0 to 1, which `fetch` cannot. */
export function sendBody(
  { method, path, body, headers = {} }: Sent,
  onProgress: (part: number) => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, `/api${path}`)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(unreachable('network'))
    request.onload = () => {
      const { status, responseText } = request
      if (status < 200 || status > 299) return reject(failureOf(status, responseText))
      resolve(JSON.parse(responseText))
    }
    request.send(body)
  })
}
