import { BaseError } from '@concordat/sdk/errors/base.ts'
import { reasonOf } from '@concordat/sdk/errors/reasonOf.ts'
import { errorsAbi } from '@concordat/sdk/generated/abi.ts'
import type { Problem } from '@concordat/sdk/splits/terms/problems.ts'
import Table from 'cli-table3'
import pc from 'picocolors'
import { formatUnits } from 'viem'

/** Prints the result: JSON for programs, otherwise what `show` prints for people. */
export function print<T>(json: boolean, value: T, show: (value: T) => void): void {
  if (json) console.log(escaped(JSON.stringify(value, toText, 2)))
  else show(value)
}

/** JSON leaves some signs as they are that steer a terminal. */
const escaped = (json: string) => json.replace(/[\u007f-\u009f]/g, sign => `\\u00${sign.charCodeAt(0).toString(16)}`)

const toText = (_: string, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)

/** Prints rows under headings; columns whose heading ends in `>` are right-aligned. */
export function printTable(headings: string[], rows: string[][]): void {
  const table = new Table({
    head: headings.map(heading => heading.replace(/>$/, '')),
    colAligns: headings.map(heading => (heading.endsWith('>') ? 'right' : 'left')),
    style: { head: ['bold'], border: ['dim'] },
  })
  table.push(...rows)
  console.log(table.toString())
}

/** Prints why the command failed, with the reason code the contracts and the screens use, and ends with exit code 1. */
export function fail(error: unknown, json: boolean): never {
  const reason = reasonOf(error, errorsAbi)
  const code = reason?.code ?? (error instanceof BaseError ? error.code : 'Failed')
  const message = reason?.message ?? (error instanceof Error ? error.message : String(error))
  const problems = reason?.code === 'TermsRefused' ? (reason.args.problems as Problem[]) : undefined
  if (json) console.error(JSON.stringify({ error: { code, message, ...(problems ? { problems } : {}) } }, toText))
  else if (problems) {
    console.error(`${pc.red(code)}: the terms have ${problems.length} problem${problems.length === 1 ? '' : 's'}`)
    for (const problem of problems) console.error(`  ${problem.path}  ${pc.red(problem.code)}: ${problem.message}`)
  } else console.error(`${pc.red(code)}: ${message}`)
  process.exit(1)
}

/** An amount in the asset's smallest unit as people read it. */
export function formatAmount(amount: string, { symbol, decimals }: { symbol: string; decimals: number }): string {
  const digits = formatUnits(BigInt(amount), decimals) as `${number}`
  const options = { minimumFractionDigits: Math.min(decimals, 2), maximumFractionDigits: decimals }
  return `${new Intl.NumberFormat(undefined, options).format(digits)} ${symbol}`
}

/** A Unix second as a date and time of this machine. */
export function formatDate(seconds: number): string {
  return new Date(seconds * 1_000).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}
