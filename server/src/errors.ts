import { BaseError } from '@concordat/sdk/errors/base.ts'
import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import type { ErrorView } from '@concordat/sdk/views.ts'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** A refusal by the server, with the status it is answered with. */
export class ApiError extends BaseError {
  override readonly name = 'ApiError'
  readonly status: ContentfulStatusCode
  /** What was given and what was expected, by name. */
  readonly evidence: Record<string, unknown> | undefined

  constructor(status: ContentfulStatusCode, code: string, message: string, evidence?: Record<string, unknown>) {
    super(code, message)
    this.status = status
    this.evidence = evidence
  }
}

const httpCodes: Record<number, string> = { 400: 'RequestMalformed', 404: 'NotFound', 413: 'BodyTooLarge' }

type Described = { status: ContentfulStatusCode; code: string; message: string; details?: unknown }

function describe(error: unknown): Described {
  if (error instanceof ApiError)
    return { status: error.status, code: error.code, message: error.shortMessage, details: error.evidence }
  if (error instanceof RetryableError) return { status: 503, code: error.code, message: error.shortMessage }
  if (error instanceof ConcordatError)
    return { status: 422, code: error.code, message: error.shortMessage, details: error.args }
  if (error instanceof BaseError) return { status: 422, code: error.code, message: error.shortMessage }
  if (error instanceof HTTPException)
    return { status: error.status, code: httpCodes[error.status] ?? 'RequestMalformed', message: error.message }
  if (isDatabaseDown(error))
    return { status: 503, code: 'DatabaseUnreachable', message: 'The database does not answer; try again shortly.' }
  if (isUnstorableText(error))
    return { status: 400, code: 'RequestMalformed', message: 'A text holds characters that cannot be kept.' }
  return { status: 500, code: 'Unexpected', message: 'The server failed; its log says why.' }
}

/** Whether the connection failed, as opposed to what was asked. */
export function isDatabaseDown(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^(ECONNREFUSED|ECONNRESET|CONNECTION_|CONNECT_TIMEOUT|57P0)/.test(code)
}

/** PostgreSQL keeps no zero characters and no halves of characters. */
function isUnstorableText(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return code === '22021' || code === '22P05'
}

/** The one place where failures become answers. */
export function onError(error: unknown, c: Context): Response {
  const { status, details, ...view } = describe(error)
  if (status === 500) console.error(error)
  if (status === 503) c.header('Retry-After', '1')
  const body: ErrorView = { error: details === undefined ? view : { ...view, details } }
  // Evidence may hold amounts, which JSON has no number for.
  const text = JSON.stringify(body, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
  return c.body(text, status, { 'content-type': 'application/json' })
}
