import { BaseError } from './base.ts'

/** A failure that may pass by itself: network, node, not yet enough attestations. The only kind that is retried. */
export class RetryableError extends BaseError {
  override readonly name = 'RetryableError'
}
