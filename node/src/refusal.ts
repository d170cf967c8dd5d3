import { BaseError } from '@concordat/sdk/errors/base.ts'

/** A reason for which the node must not run at all; starting it again would change nothing. */
export class Refusal extends BaseError {
  override readonly name = 'Refusal'

  constructor(code: 'ForeignChain' | 'ForeignKey' | 'LaterDatabase', message: string) {
    super(code, message)
  }
}
