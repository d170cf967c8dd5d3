import { createHash } from 'node:crypto'
import { entryOfStatus, type TransferReport } from '@concordat/sdk/payments/bank/report.ts'
import type { BankEntry } from '@concordat/sdk/payments/bank/statement.ts'
import type { Hex } from 'viem'
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/connect.ts'
import { ApiError } from '../../errors.ts'
import type { Reason } from './bankEntries.ts'

/** What a bank says of one of a business's files, as entries of the account that pays. */
export type OwnReport = { report: TransferReport; account: string; entries: BankEntry[]; lines: number[] }

type Batch = { account: string; currency: string }

/** A report as entries; throws when the file is none of the business's. */
export async function requireOwnReport({ sql }: Context, business: Hex, report: TransferReport): Promise<OwnReport> {
  const { message, transfers } = report
  const [batch] = await sql<Batch[]>`
    select account, currency from bank_batches where id = ${message} and business = ${business}`
  if (!batch)
    throw new ApiError(422, 'ReportOfAnotherFile', `The report is about the file ${message}, which is none of yours.`, {
      given: message,
    })
  const other = transfers.find(({ debtor }) => debtor !== null && debtor !== batch.account)
  if (other)
    throw new ApiError(
      422,
      'StatementOfAnotherAccount',
      `The report is about ${other.debtor}, the file ${message} is paid by ${batch.account}.`,
      { given: other.debtor },
    )
  const isElsewhere = await findMoved(sql, report)
  const said = transfers.flatMap((status, i) => {
    const entry = isElsewhere.has(status.endToEndId) ? undefined : entryOfStatus(report, status, batch.currency)
    return entry ? [{ entry, line: report.lines[i] ?? 0 }] : []
  })
  const { account } = batch
  return { report, account, entries: said.map(({ entry }) => entry), lines: said.map(({ line }) => line) }
}

/** Transfers that are in a later file by now, for this one was rejected: what is said of this one is said of them no more. */
async function findMoved(sql: Context['sql'], { message, transfers }: TransferReport): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    select end_to_end as id from bank_transfers
    where end_to_end = any(${transfers.map(({ endToEndId }) => endToEndId)}) and batch <> ${message}`
  return new Set(rows.map(({ id }) => id))
}

/** Notes a report. A file that is rejected as a whole gives back the transfers that the report does not name: the next takes them. */
export async function noteReport(tx: Transaction, { report, account }: OwnReport): Promise<void> {
  const { lines: _, ...content } = report
  const { id, message, date, rejection, transfers } = content
  const digest = createHash('sha256').update(JSON.stringify(content)).digest()
  const why = rejection && tx.json(rejection)
  await tx`
    insert into bank_reports (account, digest, id, batch, date, transfers, rejection)
    values (${account}, ${digest}, ${id}, ${message}, ${date}, ${transfers.length}, ${why})
    on conflict do nothing`
  if (!rejection) return
  await tx`update bank_batches set rejection = ${why} where id = ${message} and rejection is null`
  // What a statement shows, or the report names, has an answer of its own.
  const named = transfers.map(({ endToEndId }) => endToEndId)
  const back = await tx<{ instruction: Hex }[]>`
    delete from bank_transfers t where t.batch = ${message} and t.end_to_end <> all(${named})
    and not exists (
      select 1 from bank_entries e
      where e.account = ${account} and e.end_to_end = t.end_to_end and e.status <> 'accepted')
    returning t.instruction`
  const refusal: Reason = { code: 'FileRejected', message: `The bank rejected the file: ${rejection.reason}` }
  await tx`
    update payout_orders set state = 'open', payout = null, refusal = ${tx.json(refusal)}, next_at = now()
    where instruction = any(${back.map(({ instruction }) => instruction)})`
}

export type ReportView = {
  id: string
  /** The file that it is about. */
  batch: string
  date: string
  transfers: number
  rejection: TransferReport['rejection']
}

/** The reports on a business's files, newest first. */
export async function listReports({ sql }: Context, accounts: string[]): Promise<ReportView[]> {
  const rows = await sql<ReportView[]>`
    select id, batch, date, transfers, rejection from bank_reports where account = any(${accounts})
    order by date desc, imported_at desc limit 200`
  return [...rows]
}
