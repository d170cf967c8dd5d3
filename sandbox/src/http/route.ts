import type { z } from 'zod'
import type { Scope } from '../world.ts'
import { parseParams } from './params.ts'

/** An answer that is an error, of work that stands: a declined payment was made, and is shown. */
export class Declined {
  readonly error: Error
  constructor(error: Error) {
    this.error = error
  }
}

export type Path = Record<string, string>

/** One endpoint of the processor's API. */
export type Route = {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  /** Checks the parameters and returns the work, to be done in a transaction. */
  prepare: (given: unknown, path: Path) => (scope: Scope) => Promise<object>
}

type Run<Params> = (scope: Scope, params: Params, path: Path) => Promise<object>

function define(method: Route['method']) {
  return <Params>(path: string, schema: z.ZodType<Params>, run: Run<Params>): Route => ({
    method,
    path,
    prepare: (given, named) => {
      const params = parseParams(schema, given)
      return scope => run(scope, params, named)
    },
  })
}

export const httpGet = define('GET')
export const httpPost = define('POST')
export const httpDelete = define('DELETE')
