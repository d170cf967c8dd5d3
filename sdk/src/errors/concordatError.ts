import { BaseError, type BaseErrorOptions } from './base.ts'
import { describeReason } from './describeReason.ts'

/** A named value an error gives as evidence. */
export type ReasonArgs = Record<string, unknown>

/** A refusal: something was given that the rules do not allow. Trying again without a change gives the same answer. */
export class ConcordatError extends BaseError {
  override readonly name = 'ConcordatError'
  /** The evidence, by name: what was given and what the limit is. */
  readonly args: ReasonArgs

  constructor(code: string, args: ReasonArgs = {}, options: BaseErrorOptions = {}) {
    super(code, describeReason(code, args), options)
    this.args = args
  }
}
