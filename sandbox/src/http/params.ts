import { z } from 'zod'
import { isCurrency } from '../processor/currencies.ts'
import { ProcessorError } from './error.ts'

/** An issue with Stripe's code for it. */
function refuse(ctx: z.RefinementCtx, code: string, message: string): never {
  ctx.addIssue({ code: 'custom', params: { code }, message })
  return z.NEVER
}

export const text = z.string().max(5_000)

export const integer = z.string().transform((given, ctx) => {
  if (!/^-?\d{1,15}$/.test(given)) return refuse(ctx, 'parameter_invalid_integer', `Invalid integer: ${given}`)
  return Number(given)
})

/** A whole number of the currency's smallest unit, at least 1. */
export const amount = integer.superRefine((given, ctx) => {
  if (given < 1) refuse(ctx, 'parameter_invalid_integer', 'This value must be greater than or equal to 1.')
})

export const flag = z.string().transform((given, ctx) => {
  if (given === 'true' || given === 'false') return given === 'true'
  return refuse(ctx, 'parameter_invalid_boolean', `Invalid boolean: ${given}`)
})

export const currency = z.string().transform((given, ctx) => {
  const code = given.toLowerCase()
  return isCurrency(code) ? code : refuse(ctx, 'parameter_invalid_enum', `Invalid currency: ${given}.`)
})

/** A list, whose keys arrive as numbers. */
export function list<Item extends z.ZodType>(item: Item) {
  return z.preprocess(given => {
    if (typeof given !== 'object' || given === null) return given
    const keys = Object.keys(given)
    if (!keys.every(key => /^\d+$/.test(key))) return given
    return keys.sort((a, b) => Number(a) - Number(b)).map(key => (given as Record<string, unknown>)[key])
  }, z.array(item))
}

/** Up to 50 short texts; an empty value removes its key, an empty text all of them. */
export const metadata = z
  .literal('')
  .transform((): Record<string, string> | '' => '')
  .or(
    z
      .record(z.string().max(40), z.string().max(500))
      .refine(given => Object.keys(given).length <= 50, 'Metadata can have up to 50 keys.'),
  )

export type Metadata = Record<string, string>

/** The metadata after a change of it. */
export function mergeMetadata(before: Metadata | null, change: Metadata | '' | undefined): Metadata {
  if (change === '') return {}
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== ''))
}

/** Anything nested: taken, and kept where the object shows it. */
export const anything: z.ZodType<unknown> = z.unknown()

const bounds = z.strictObject({
  gt: integer.optional(),
  gte: integer.optional(),
  lt: integer.optional(),
  lte: integer.optional(),
})
export const range = integer.transform(at => ({ gte: at, lte: at })).or(bounds)
export type Range = z.infer<typeof bounds>

/** What every list takes. */
export const page = {
  limit: integer
    .superRefine((given, ctx) => {
      if (given < 1 || given > 100) refuse(ctx, 'parameter_invalid_integer', 'This value must be between 1 and 100.')
    })
    .optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
  created: range.optional(),
}
export type Page = {
  limit?: number | undefined
  starting_after?: string | undefined
  ending_before?: string | undefined
  created?: Range | undefined
}

/** The parameters by their schema; throws Stripe's error about the first that is wrong. */
export function parseParams<Params>(schema: z.ZodType<Params>, given: unknown): Params {
  const result = schema.safeParse(given, { reportInput: true })
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (!issue) throw result.error
  const refusal = describe(issue)
  throw new ProcessorError(400, 'invalid_request_error', refusal.message, refusal.evidence, true)
}

function describe(issue: z.core.$ZodIssue): { message: string; evidence: { code?: string; param: string } } {
  const param = nameOf(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const unknown = nameOf([...issue.path, issue.keys[0] ?? ''])
    return {
      message: `Received unknown parameter: ${unknown}`,
      evidence: { code: 'parameter_unknown', param: unknown },
    }
  }
  // Of alternatives, the last describes the full form.
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.at(-1)?.[0]
    if (inner && issue.input !== undefined) return describe({ ...inner, path: [...issue.path, ...inner.path] })
  }
  if (issue.input === undefined)
    return { message: `Missing required param: ${param}.`, evidence: { code: 'parameter_missing', param } }
  if (issue.code === 'custom' && typeof issue.params?.code === 'string')
    return { message: issue.message, evidence: { code: issue.params.code, param } }
  if (issue.input === '')
    return {
      message: `You passed an empty string for '${param}'.`,
      evidence: { code: 'parameter_invalid_empty', param },
    }
  if (issue.code === 'invalid_value')
    return { message: `Invalid ${param}: must be one of ${issue.values.join(', ')}`, evidence: { param } }
  return { message: `Invalid ${param}: ${issue.message}`, evidence: { param } }
}

function nameOf(path: PropertyKey[]): string {
  const [head = '', ...rest] = path.map(String)
  return head + rest.map(key => `[${key}]`).join('')
}
