import { ConcordatError } from '../../errors/concordatError.ts'

/** One thing that is wrong with terms, and where. */
export type Problem = {
  /** Where, for example "clauses[1].shares.operator". */
  path: string
  code: string
  args: Record<string, unknown>
  /** What was given, what was expected, what to do. */
  message: string
}

/** Adds a problem to a list. */
export type Report = (path: string, code: string, args?: Record<string, unknown>) => void

/** A list of problems and the function that adds to it. */
export function collectProblems(): { problems: Problem[]; report: Report } {
  const problems: Problem[] = []
  const report: Report = (path, code, args = {}) => {
    problems.push({ path, code, args, message: new ConcordatError(code, args).shortMessage })
  }
  return { problems, report }
}

/** The value, or the fallback after reporting why there is none. */
export function attempt<T>(report: Report, path: string, read: () => T, fallback: T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ConcordatError)) throw error
    report(path, error.code, error.args)
    return fallback
  }
}
