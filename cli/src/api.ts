import { BaseError } from '@concordat/sdk/errors/base.ts'
import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import type { ErrorView } from '@concordat/sdk/views.ts'
import { requireStack } from './context.ts'

/** Asks the server; a refusal keeps the server's reason code. */
export async function api<T>(path: string, init: RequestInit = {}): Promise<T> {
  const { url } = requireStack()
  const response = await fetch(`${url}${path}`, init).catch(cause => {
    throw new RetryableError(
      'ServerUnreachable',
      `The server does not answer at ${url}: start it with \`npm start\`.`,
      { cause },
    )
  })
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return body as T
  const error = (body as ErrorView | null)?.error
  throw new BaseError(error?.code ?? `Http${response.status}`, error?.message ?? `${path} answered ${response.status}.`)
}
