/** What to do about a transaction that would be refused. */
export type Verdict = 'done' | 'later' | 'never'

/** Somebody else was faster: the fact has done its work. */
const done = new Set(['AlreadyIssued', 'AlreadyRefunded', 'LockNotWaiting'])

/** The chain is not ready for it yet, or the node's view of it lags behind. */
const later = new Set([
  'PaymentUnknown',
  'EntriesMissing',
  'FrozenUntil',
  'TooEarly',
  'GasNotAvailable',
  'BelowQuorum',
  'SignerDiffers',
  'NotInForce',
  'NoSuchAgreement',
  'QuorumUnknown',
  // Without a reason: most often the gas was not enough for an inner call.
  'Reverted',
])

/**
 * Sorts a contract's reason.
 * @param code The error's name.
 * @param args Its arguments by name.
 */
export function classify(code: string, args: Record<string, unknown> = {}): Verdict {
  if (code === 'MonthNotOpen') return Number(args.month) < Number(args.openMonth) ? 'done' : 'later'
  if (done.has(code)) return 'done'
  return later.has(code) ? 'later' : 'never'
}
