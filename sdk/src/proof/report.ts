import { ConcordatError } from '../errors/concordatError.ts'

/** What a check says, by name; amounts in smallest units and times in Unix seconds, as decimal strings. */
export type CheckArgs = Readonly<Record<string, string | number>>

export type CheckId =
  | 'readable'
  | 'chain'
  | 'contracts'
  | 'quorum'
  | 'rotation'
  | 'checkpoint'
  | 'headers'
  | 'receipts'
  | 'events'
  | 'terms'
  | 'prose'
  | 'journal'
  | 'names'
  | 'signature'
  | 'anchor'
  | 'members'
  | 'ending'
  | 'facts'
  | 'payments'
  | 'waterfall'
  | 'state'
  | 'transfers'

export type Check = {
  id: CheckId
  ok: boolean
  /** What was checked: an id, a name or a number; empty for the bundle as a whole. */
  about: string
  args: CheckArgs
  /** Why it failed, with its evidence. */
  reason: { code: string; args: CheckArgs } | null
}

/** What a bundle that holds leaves open. */
export type GapId =
  | 'prose'
  | 'journal'
  | 'confirmations'
  | 'contractConfirmations'
  | 'labels'
  | 'contractSigned'
  | 'unit'
  | 'issuer'
  | 'cancelled'
  | 'refunds'
  | 'unbooked'
  | 'registers'
  | 'otherUnits'
  | 'afterEnd'
  | 'successor'

export type Gap = { id: GapId; about: string; args: CheckArgs }

/** How far an examination is. */
export type VerifyProgress = (step: CheckId, done: number, total: number) => void

/** Ends the examination: what follows would rest on what failed. */
export class Stopped extends Error {}

const plain = (args: Record<string, unknown>): CheckArgs =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
  )

/** Collects checks, and what they leave open. */
export function createReport(progress: VerifyProgress = () => {}) {
  const checks: Check[] = []
  const gaps: Gap[] = []

  /** Runs a check; what it answers is said with it. Whatever it throws is the reason why it failed. */
  async function check<T extends Record<string, unknown>>(
    id: CheckId,
    about: string | number,
    examine: () => T | Promise<T>,
  ): Promise<T | null> {
    try {
      const args = await examine()
      const said = Object.entries(args).filter(([, value]) => ['string', 'number', 'bigint'].includes(typeof value))
      checks.push({ id, ok: true, about: String(about), args: plain(Object.fromEntries(said)), reason: null })
      return args
    } catch (error) {
      const code = error instanceof ConcordatError ? error.code : 'CheckBroken'
      const args = error instanceof ConcordatError ? error.args : { message: String(error) }
      checks.push({ id, ok: false, about: String(about), args: {}, reason: { code, args: plain(args) } })
      return null
    }
  }

  return {
    checks,
    gaps,
    progress,
    check,
    /** The same, but nothing is examined after it failed. */
    need: async <T extends Record<string, unknown>>(...parameters: Parameters<typeof check<T>>): Promise<T> => {
      const result = await check<T>(...parameters)
      if (result === null) throw new Stopped()
      return result
    },
    /** Says what is not proven; a part that is left out must never look like one that holds. */
    leaveOpen: (id: GapId, about: string, args: Record<string, unknown> = {}) =>
      gaps.push({ id, about, args: plain(args) }),
  }
}
export type Report = ReturnType<typeof createReport>

/** Lets whatever else runs on the thread have its turn: signatures and hashes of a large bundle take long. */
export const breathe = () => new Promise(resolve => setTimeout(resolve))

/** Throws the reason unless the condition holds. */
export function demand(condition: boolean, code: string, args: Record<string, unknown> = {}): asserts condition {
  if (!condition) throw new ConcordatError(code, args)
}
