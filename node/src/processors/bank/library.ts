import { BaseError } from '@concordat/sdk/errors/base.ts'
import { type BankEntry, type BankStatement, readStatements } from '@concordat/sdk/payments/bank/statement.ts'
import { entryKey, mergeEntry } from '@concordat/sdk/payments/bank/transfers.ts'
import type { Log } from '../../log.ts'
import type { BankSettings } from '../settings.ts'
import { type Delivered, listDelivered } from './source.ts'

/** All that the bank stated of an account, by the files that reached this node. */
export type Library = {
  /** By `entryKey`. */
  entries: Map<string, BankEntry>
  /** By the end-to-end id that they carry. */
  transfers: Map<string, BankEntry[]>
  /** Whether a statement states everything of the day. */
  covers: (date: string) => boolean
  /** Whether a file cannot be read, or contradicts another: what is missing may be in it. */
  hasProblem: boolean
}

type Read = { version: string; statements: BankStatement[] | null }

/** Reads what is delivered, each file once. */
export function createLibrary(settings: BankSettings, log: Log): () => Promise<Library> {
  const files = new Map<string, Read>()
  let reading: Promise<Library> | undefined

  async function readFile({ name, version, read }: Delivered): Promise<Read> {
    const before = files.get(name)
    if (before?.version === version && before.statements) return before
    // Outside the attempt: an address that is silent is no file that is wrong.
    const bytes = await read()
    try {
      const found = readStatements(bytes).filter(({ account }) => account === settings.account)
      return { version, statements: found }
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      // A file can be seen while it is being delivered; it is told once, and tried again.
      if (before?.version !== version)
        log('statementUnreadable', { file: name, code: error.code, message: error.shortMessage })
      return { version, statements: null }
    }
  }

  async function readAll(): Promise<Library> {
    for (const delivered of await listDelivered(settings)) files.set(delivered.name, await readFile(delivered))
    return collect([...files.entries()], log)
  }

  return () => {
    reading ??= readAll().finally(() => {
      reading = undefined
    })
    return reading
  }
}

function collect(files: [string, Read][], log: Log): Library {
  const entries = new Map<string, BankEntry>()
  const days: { from: string; to: string }[] = []
  let hasProblem = false
  for (const [name, { statements }] of files.sort(([a], [b]) => (a < b ? -1 : 1))) {
    hasProblem ||= statements === null
    for (const { days: covered, entries: given } of statements ?? []) {
      if (covered) days.push(covered)
      for (const entry of given)
        try {
          entries.set(entryKey(entry), mergeEntry(entries.get(entryKey(entry)), entry))
        } catch (error) {
          if (!(error instanceof BaseError)) throw error
          hasProblem = true
          log('statementContradicts', { file: name, message: error.shortMessage })
        }
    }
  }
  const transfers = new Map<string, BankEntry[]>()
  for (const entry of entries.values())
    if (entry.endToEndId !== null) transfers.set(entry.endToEndId, [...(transfers.get(entry.endToEndId) ?? []), entry])
  const covers = (date: string) => days.some(({ from, to }) => from <= date && date <= to)
  return { entries, transfers, hasProblem, covers }
}
