/** What an error carries beside its sentence. */
export type BaseErrorOptions = {
  /** More than one sentence: what was tried, on what. */
  details?: string | undefined
  cause?: unknown
}

/** Every error the sdk throws. `code` is the Solidity error's name where there is one. */
export class BaseError extends Error {
  override readonly name: string = 'BaseError'
  readonly code: string
  /** One sentence: what was given, what was expected, what to do. */
  readonly shortMessage: string
  readonly details: string | undefined

  constructor(code: string, shortMessage: string, options: BaseErrorOptions = {}) {
    super(
      options.details === undefined ? shortMessage : `${shortMessage}\n${options.details}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    )
    this.code = code
    this.shortMessage = shortMessage
    this.details = options.details
  }

  /** The first error in the chain of causes that `matches` accepts, or null; without `matches` the innermost cause. */
  walk(matches?: (error: unknown) => boolean): unknown {
    let current: unknown = this
    while (true) {
      if (matches?.(current)) return current
      const cause = current instanceof Error ? current.cause : undefined
      if (cause === undefined || cause === null) return matches ? null : current
      current = cause
    }
  }
}
