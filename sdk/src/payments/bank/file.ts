import { camtNamespace } from './camt053.ts'
import { reportNamespace } from './pain002.ts'
import { readReport, type TransferReport } from './report.ts'
import { type BankStatement, readStatementsIn } from './statement.ts'
import { linesOf, readMessageOf } from './xml.ts'

/** What a bank delivers: statements of accounts, or a report on a file of transfers. */
export type BankFile = { statements: BankStatement[]; reports: TransferReport[] }

/** Reads a camt.053.001.08 or a pain.002.001.10 file. Throws what is wrong with it. */
export function readBankFile(bytes: Uint8Array): BankFile {
  const { namespace, body } = readMessageOf(bytes, [camtNamespace, reportNamespace])
  if (namespace === reportNamespace)
    return { statements: [], reports: [readReport(body, linesOf(bytes, 'TxInfAndSts'))] }
  return { statements: readStatementsIn(body, linesOf(bytes, 'Ntry')), reports: [] }
}
