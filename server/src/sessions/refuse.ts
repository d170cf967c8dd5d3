import { describeReason } from '@concordat/sdk/errors/describeReason.ts'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ApiError } from '../errors.ts'

/** A refusal whose sentence the sdk has. */
export function refuse(status: ContentfulStatusCode, code: string, args: Record<string, unknown> = {}): ApiError {
  return new ApiError(status, code, describeReason(code, args), args)
}
