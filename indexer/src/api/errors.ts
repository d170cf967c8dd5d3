import type { ErrorView } from '@concordat/sdk/views.ts'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'

type Status = 400 | 404 | 503

/** An answer that is not a view: thrown anywhere below a route. */
export class ApiError extends HTTPException {
  override name = 'ApiError'
  readonly code: string
  readonly details: unknown

  constructor(status: Status, code: string, message: string, details?: unknown) {
    super(status, { message })
    this.code = code
    this.details = details
  }
}

/** Turns whatever was thrown into the shape of an error every API answers. */
export function answerError(error: Error, context: Context): Response {
  if (error instanceof ApiError) {
    const { code, message, details } = error
    return context.json<ErrorView>(
      { error: { code, message, ...(details === undefined ? {} : { details }) } },
      error.status,
    )
  }
  console.error(error)
  const message = 'The indexer could not answer. Try again; if it goes on, see its log.'
  return context.json<ErrorView>({ error: { code: 'Internal', message } }, 500)
}
