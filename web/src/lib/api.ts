import type { ErrorView } from '@concordat/sdk/views.ts'

/** A refusal of the server, with the same reason code as the contracts'. */
export class ApiError extends Error {
  override name = 'ApiError'
  code: string
  status: number
  details: unknown

  constructor(status: number, error: ErrorView['error']) {
    super(error.message)
    this.status = status
    this.code = error.code
    this.details = error.details
  }
}

const isErrorView = (body: unknown): body is ErrorView =>
  typeof body === 'object' && body !== null && typeof (body as ErrorView).error?.code === 'string'

async function request<T>(path: string, init?: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(`/api${path}`, init)
  } catch (cause) {
    if (init?.signal?.aborted) throw cause
    throw new ApiError(0, { code: 'Unreachable', message: String(cause) })
  }
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return body as T
  if (isErrorView(body)) throw new ApiError(response.status, body.error)
  const code = response.status === 404 ? 'NotFound' : response.status >= 500 ? 'Unreachable' : 'Refused'
  throw new ApiError(response.status, { code, message: `${response.status} ${response.statusText}` })
}

/** Reads `/api${path}`. */
export const getJson = <T>(path: string, signal?: AbortSignal, headers: Record<string, string> = {}) =>
  request<T>(path, { headers, ...(signal ? { signal } : {}) })

/** Sends JSON to `/api${path}`. */
export const postJson = <T>(path: string, body?: unknown) =>
  request<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  })

/** Puts JSON in the place of what is at `/api${path}`. */
export const putJson = <T>(path: string, body: unknown) =>
  request<T>(path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** Takes away `/api${path}`. */
export const deleteJson = <T>(path: string) => request<T>(path, { method: 'DELETE' })

/** Sends a text file to `/api${path}`. */
export const postText = <T>(path: string, text: string, headers: Record<string, string>) =>
  request<T>(path, { method: 'POST', headers, body: text })

/** Builds a query string from the values that are set. */
export function queryString(values: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value))
  }
  const text = search.toString()
  return text ? `?${text}` : ''
}
