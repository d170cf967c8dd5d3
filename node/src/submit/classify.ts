/** What to do about a transaction that would be refused. */
export type Verdict = 'done' | 'later' | 'never'

/** Somebody else was faster: the fact has done its work. */
export const doneCodes: ReadonlySet<string> = new Set([
  'AlreadyIssued',
  'AlreadyRefunded',
  'LockNotWaiting',
  'NotDisputed',
  'NothingWithheld',
  'NothingToCollect',
  'NothingToObserve',
])

/** The chain is not ready for it yet, or the node's view of it lags behind. */
export const laterCodes: ReadonlySet<string> = new Set([
  'PaymentUnknown',
  'EntriesMissing',
  'Frozen',
  'TooEarly',
  'GasNotAvailable',
  'BelowQuorum',
  'SignerDiffers',
  'NotInForce',
  'NotPlain',
  'NoSuchAgreement',
  'QuorumUnknown',
  'WithheldUntil',
  // Without a reason: most often the gas was not enough for an inner call.
  'Reverted',
])

const failed = 4

/**
 * Sorts a contract's reason.
 * @param code The error's name.
 * @param args Its arguments by name.
 */
export function classify(code: string, args: Record<string, unknown> = {}): Verdict {
  if (code === 'MonthNotOpen') return Number(args.month) < Number(args.openMonth) ? 'done' : 'later'
  // An instruction only moves forward, and one that failed or came back stays so.
  if (code === 'StateCannotFollow') return Number(args.from) >= Math.min(Number(args.to), failed) ? 'done' : 'later'
  if (doneCodes.has(code)) return 'done'
  return laterCodes.has(code) ? 'later' : 'never'
}
