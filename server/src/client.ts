import { BaseError } from '@concordat/sdk/errors/base.ts'
import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import type { ErrorView } from '@concordat/sdk/views.ts'
import { hc } from 'hono/client'
import type { Api } from './app.ts'

export type ClientOptions = {
  /** API key of a business, for the routes that need one. */
  apiKey?: string
}

/** A client whose paths, parameters and answers are the server's own types. A refusal is thrown with the server's code. */
export function createClient(url: string, { apiKey }: ClientOptions = {}) {
  return hc<Api>(`${url.replace(/\/$/, '')}/api`, {
    headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
    fetch: async (input: Parameters<typeof fetch>[0], init?: RequestInit) => {
      const response = await fetch(input, init).catch(cause => {
        throw new RetryableError('ServerUnreachable', `The server does not answer at ${url}; is it running?`, { cause })
      })
      if (response.ok) return response
      const body = (await response.json().catch(() => null)) as ErrorView | null
      const { code, message } = body?.error ?? {
        code: `Http${response.status}`,
        message: `The server answered ${response.status}.`,
      }
      if (response.status === 503 || response.status === 429) throw new RetryableError(code, message)
      throw new BaseError(code, message)
    },
  })
}

export type Client = ReturnType<typeof createClient>
