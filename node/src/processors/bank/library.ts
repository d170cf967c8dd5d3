import { BaseError } from '@concordat/sdk/errors/base.ts'
import { type BankFile, readBankFile } from '@concordat/sdk/payments/bank/file.ts'
import { entryOfStatus, type TransferReport } from '@concordat/sdk/payments/bank/report.ts'
import type { BankEntry } from '@concordat/sdk/payments/bank/statement.ts'
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
  /** Whether a statement states everything of the day, which is over; a report on transfers states nothing of a day. */
  covers: (date: string) => boolean
  /** Whether a file cannot be read, or contradicts another: what is missing may be in it. */
  hasProblem: boolean
}

/** ISO 4217 for where there is none. */
const noCurrency = 'XXX'

type Read = { version: string; file: BankFile | null }

/** Reads what is delivered, each file once. */
export function createLibrary(settings: BankSettings, log: Log): () => Promise<Library> {
  const files = new Map<string, Read>()
  let reading: Promise<Library> | undefined

  async function readFile({ name, version, read }: Delivered): Promise<Read> {
    const before = files.get(name)
    if (before?.version === version && before.file) return before
    // Outside the attempt: an address that is silent is no file that is wrong.
    const bytes = await read()
    try {
      const { statements, reports } = readBankFile(bytes)
      return {
        version,
        file: { statements: statements.filter(({ account }) => account === settings.account), reports },
      }
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      // A file can be seen while it is being delivered; it is told once, and tried again.
      if (before?.version !== version)
        log('statementUnreadable', { file: name, code: error.code, message: error.shortMessage })
      return { version, file: null }
    }
  }

  async function readAll(): Promise<Library> {
    for (const delivered of await listDelivered(settings)) files.set(delivered.name, await readFile(delivered))
    return collect([...files.entries()], settings.account, log)
  }

  return () => {
    reading ??= readAll().finally(() => {
      reading = undefined
    })
    return reading
  }
}

function collect(files: [string, Read][], account: string, log: Log): Library {
  const entries = new Map<string, BankEntry>()
  const days: { from: string; to: string }[] = []
  let hasProblem = false
  for (const [name, { file }] of files.sort(([a], [b]) => (a < b ? -1 : 1))) {
    hasProblem ||= file === null
    const stated = [...(file?.statements ?? []), ...(file?.reports ?? []).map(report => reportedOf(report, account))]
    for (const { days: covered, entries: given } of stated) {
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
  const covers = (date: string) => isOver(date) && days.some(({ from, to }) => from <= date && date <= to)
  return { entries, transfers, hasProblem, covers }
}

/** Whether a day, YYYY-MM-DD, is over everywhere: until then the bank can still state more of it. */
const isOver = (date: string) => Date.now() >= Date.parse(`${date}T00:00:00-12:00`) + 86_400_000

/** What a report says of the account's transfers. One that does not name the account is told by the transfers' ids alone. */
function reportedOf(report: TransferReport, account: string) {
  const own = report.transfers.filter(({ debtor }) => debtor === null || debtor === account)
  return { days: null, entries: own.flatMap(status => entryOfStatus(report, status, noCurrency) ?? []) }
}
