/** Why a node does not sign a block's hash. */
export class CheckpointRefusal extends Error {
  readonly code: 'BlockNotFinal' | 'BlockReorganised' | 'NotAMember'

  constructor(code: CheckpointRefusal['code'], message: string) {
    super(message)
    this.code = code
  }
}
