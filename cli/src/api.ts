import { BaseError } from '@concordat/sdk/errors/base.ts'
import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import type { ErrorView } from '@concordat/sdk/views.ts'
import { requireStack } from './context.ts'

/** Asks the server for JSON; a refusal keeps the server's reason code. */
export async function api<T>(path: string, init: RequestInit = {}): Promise<T> {
  return (await ask(path, init)).json() as Promise<T>
}

/** Asks the server for a file, as text. */
export async function apiText(path: string, init: RequestInit = {}): Promise<string> {
  return (await ask(path, init)).text()
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  const { url } = requireStack()
  const response = await fetch(`${url}${path}`, init).catch(cause => {
    throw new RetryableError(
      'ServerUnreachable',
      `The server does not answer at ${url}: start it with \`npm start\`.`,
      { cause },
    )
  })
  if (response.ok) return response
  const body: unknown = await response.json().catch(() => null)
  const error = (body as ErrorView | null)?.error
  throw new BaseError(error?.code ?? `Http${response.status}`, error?.message ?? `${path} answered ${response.status}.`)
}
