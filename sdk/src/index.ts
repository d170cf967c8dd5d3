export { parseAmount } from './amounts.ts'
export { currencyDecimals, currencyUnit } from './currencies.ts'
export { BaseError, type BaseErrorOptions } from './errors/base.ts'
export { ConcordatError, type ReasonArgs } from './errors/concordatError.ts'
export { describeReason } from './errors/describeReason.ts'
export { decodeReason, type Reason, reasonOf } from './errors/reasonOf.ts'
export { RetryableError } from './errors/retryableError.ts'
export {
  disputeWonHash,
  factDigest,
  instructionStates,
  monthCloseHash,
  receiptHash,
  refundHash,
  reportHash,
} from './facts.ts'
export * from './ids.ts'
export * from './payments/ids.ts'
export * from './payments/order.ts'
export * from './payments/processor.ts'
export type * from './payments/views.ts'
export * from './splits/explain.ts'
export { currentOf, deficitOf, openNetOf } from './splits/fold/book.ts'
export { defaultCloseAfter, priceOf } from './splits/fold/close.ts'
export { residueOf } from './splits/fold/complete.ts'
export * from './splits/fold/entitled.ts'
export { frozenSeconds, isFrozen } from './splits/fold/freeze.ts'
export type * from './splits/fold/types.ts'
export * from './splits/fold.ts'
export * from './splits/months.ts'
export * from './splits/simulate.ts'
export type * from './splits/terms/context.ts'
export * from './splits/terms/digest.ts'
export * from './splits/terms/encode.ts'
export { type SharesByName, SplitsTermsFile } from './splits/terms/file.ts'
export { formatTerms } from './splits/terms/format.ts'
export { checkTerms, type ParsedTerms, parseTerms, proseHash } from './splits/terms/parse.ts'
export type { Problem } from './splits/terms/problems.ts'
export { formatRate, parseRate } from './splits/terms/shares.ts'
export {
  formatDeadline,
  formatDuration,
  formatTimezone,
  parseDeadline,
  parseDuration,
  parseTimezone,
} from './splits/terms/times.ts'
export type * from './splits/terms/types.ts'
export { LIMITS, type ValidateOptions, validateTerms } from './splits/terms/validate.ts'
export * from './typedData.ts'
export type * from './types.ts'
export type * from './views.ts'
