import type { z } from 'zod'
import { type FilledTermsFile, SplitsTermsFile } from './file.ts'
import type { Problem, Report } from './problems.ts'
import { standIn } from './standIns.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

export type ReadSchema = {
  /** The file, with stand-ins where it has faults; null where not even these make it readable. */
  file: FilledTermsFile | null
  /** Whether a problem is told already, or about a stand-in. */
  isTold: (problem: Pick<Problem, 'path'>) => boolean
}

/**
 * Reads a file by its schema. What is missing or malformed is reported field by field, and does not keep the rest from being
 * checked.
 */
export function readSchema(json: unknown, report: Report): ReadSchema {
  const result = SplitsTermsFile.safeParse(json)
  if (result.success) return { file: result.data, isTold: () => false }
  const issues = result.error.issues.flatMap(issue => flat(issue))
  for (const issue of issues) reportIssue(issue, json, report)
  if (typeof json !== 'object' || json === null) return { file: null, isTold: () => true }

  const mended = structuredClone(json)
  const faults = issues.flatMap(issue => {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map(key => [...issue.path, key]) : [issue.path]
    return paths.map(path => textOf(standIn(mended, path)))
  })
  // Without one of the three the others are not enough.
  if (['currency', 'asset', 'decimals'].some(part => faults.includes(part))) faults.push('currency', 'asset')
  const isTold = ({ path }: Pick<Problem, 'path'>) =>
    faults.some(fault => path === fault || path.startsWith(`${fault}.`) || path.startsWith(`${fault}[`))
  return { file: SplitsTermsFile.safeParse(mended).data ?? null, isTold }
}

const textOf = (path: Path) =>
  path
    .map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '')

/** Of the forms a field may have, the one somebody began to fill in. */
function flat(issue: Issue, before: Path = []): Issue[] {
  const path = [...before, ...issue.path]
  const begun =
    issue.code === 'invalid_union' && issue.errors.find(errors => errors.every(each => each.path.length > 0))
  return begun ? begun.flatMap(each => flat(each, path)) : [{ ...issue, path }]
}

function reportIssue(issue: Issue, json: unknown, report: Report): void {
  const at = textOf(issue.path) || 'terms'
  const value = issue.path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown>)?.[key], json)
  if (issue.code === 'unrecognized_keys') for (const given of issue.keys) report(at, 'FieldUnknown', { given })
  else if (isBlank(value)) report(at, 'FieldMissing')
  else if (issue.code === 'too_big' && issue.origin === 'string')
    report(at, 'FieldTooLong', { given: String(value).length, limit: Number(issue.maximum) })
  else if (issue.code === 'invalid_type')
    report(at, 'FieldTypeWrong', {
      given: kindOf(value),
      expected: issue.expected === 'int' ? 'number' : issue.expected,
    })
  else if (issue.code === 'invalid_value') report(at, 'FieldNotAChoice', { given: value, expected: issue.values })
  else if (issue.code === 'custom' && typeof issue.params?.reason === 'string')
    report(at, issue.params.reason, { given: value })
  else report(at, 'FieldUnreadable', { message: issue.message })
}

const isBlank = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

const kindOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value)
