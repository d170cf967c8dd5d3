/** A reason for which the node must not run at all; starting it again would change nothing. */
export class Refusal extends Error {
  readonly code: 'ForeignChain' | 'ForeignKey'

  constructor(code: Refusal['code'], message: string) {
    super(message)
    this.code = code
  }
}
