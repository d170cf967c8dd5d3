import { BaseError } from '@concordat/sdk/errors/base.ts'

/** What Stripe's error object holds besides type and message. */
export type Evidence = {
  code?: string
  param?: string
  decline_code?: string
  advice_code?: string
  charge?: string
  payment_intent?: object
  payment_method?: object
}

export type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'

/** A refusal in Stripe's form. */
export class ProcessorError extends BaseError {
  override readonly name = 'ProcessorError'
  readonly status: number
  readonly type: ErrorType
  readonly evidence: Evidence
  /** Whether nothing was begun, so that the same idempotency key may be used for a corrected request. */
  readonly early: boolean

  constructor(status: number, type: ErrorType, message: string, evidence: Evidence = {}, early = false) {
    super(evidence.code ?? type, message)
    this.status = status
    this.type = type
    this.evidence = evidence
    this.early = early
  }
}

/** The request makes no sense, or not now. */
export function invalid(message: string, evidence: Evidence = {}): ProcessorError {
  return new ProcessorError(400, 'invalid_request_error', message, evidence)
}

export function missing(noun: string, id: string, param = 'id'): ProcessorError {
  const evidence = { code: 'resource_missing', param }
  return new ProcessorError(404, 'invalid_request_error', `No such ${noun}: '${id}'`, evidence)
}

/** The error's body, as Stripe writes it. */
export function errorBody(error: ProcessorError, log: string) {
  const { code } = error.evidence
  const doc = code ? { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` } : {}
  return { error: { ...error.evidence, ...doc, message: error.shortMessage, request_log_url: log, type: error.type } }
}
