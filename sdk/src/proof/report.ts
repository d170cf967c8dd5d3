import { ConcordatError } from '../errors/concordatError.ts'

/** What a check says, by name; amounts in smallest units and times in Unix seconds, as decimal strings. */
export type CheckArgs = Readonly<Record<string, string | number>>

export type CheckId =
  | 'readable'
  | 'chain'
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

/** Ends the examination: what follows would rest on what failed. */
export class Stopped extends Error {}

/** Collects checks. */
export function createReport() {
  const checks: Check[] = []
  const plain = (args: Record<string, unknown>): CheckArgs =>
    Object.fromEntries(
      Object.entries(args).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
    )

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
      const code = error instanceof ConcordatError ? error.code : 'Unexpected'
      const args = error instanceof ConcordatError ? error.args : { message: String(error) }
      checks.push({ id, ok: false, about: String(about), args: {}, reason: { code, args: plain(args) } })
      return null
    }
  }

  return {
    checks,
    check,
    /** The same, but nothing is examined after it failed. */
    need: async <T extends Record<string, unknown>>(...parameters: Parameters<typeof check<T>>): Promise<T> => {
      const result = await check<T>(...parameters)
      if (result === null) throw new Stopped()
      return result
    },
  }
}
export type Report = ReturnType<typeof createReport>

/** Throws the reason unless the condition holds. */
export function demand(condition: boolean, code: string, args: Record<string, unknown> = {}): asserts condition {
  if (!condition) throw new ConcordatError(code, args)
}
