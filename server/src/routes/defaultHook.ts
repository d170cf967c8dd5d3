import type { ZodError } from 'zod'
import { ApiError } from '../errors.ts'

type Result = { target: string } & ({ success: true } | { success: false; error: ZodError })

/** Turns what a schema refuses into the one shape of errors, with every problem and where it is. */
export function defaultHook(result: Result): void {
  if (result.success) return
  const problems = result.error.issues.map(issue => ({ path: issue.path.join('.'), message: issue.message }))
  const text = problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')
  throw new ApiError(400, 'RequestMalformed', `The request's ${result.target} is not as expected: ${text}.`, {
    problems,
  })
}
