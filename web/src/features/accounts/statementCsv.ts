import type { AssetView, EntryView } from '@concordat/sdk/views.ts'
import Papa from 'papaparse'
import { formatUnits, zeroAddress } from 'viem'

/** What a statement's columns are called, in the reader's language. */
export type CsvHead = {
  date: string
  kind: string
  counterparty: string
  account: string
  amount: string
  balance: string
  currency: string
  reason: string
  fact: string
  transaction: string
}

type CsvOptions = {
  head: CsvHead
  assetOf: (id: string) => AssetView
  nameOf: (address: EntryView['counterparty']) => string
  kindOf: (kind: EntryView['kind']) => string
  reasonOf: (entry: EntryView) => string
}

/** A statement as CSV: plain decimal numbers and ISO times, so that every spreadsheet reads them. */
export function statementCsv(entries: EntryView[], { head, assetOf, nameOf, kindOf, reasonOf }: CsvOptions): string {
  const rows = entries.map(entry => {
    const asset = assetOf(entry.asset)
    // Money that enters or leaves the ledger has no other account.
    const outside = entry.counterparty === zeroAddress
    return {
      [head.date]: new Date(entry.timestamp * 1000).toISOString(),
      [head.kind]: kindOf(entry.kind),
      [head.counterparty]: outside ? '' : nameOf(entry.counterparty),
      [head.account]: outside ? '' : entry.counterparty,
      [head.amount]: formatUnits(BigInt(entry.amount), asset.decimals),
      [head.balance]: formatUnits(BigInt(entry.balanceAfter), asset.decimals),
      [head.currency]: asset.symbol,
      [head.reason]: reasonOf(entry),
      [head.fact]: entry.fact ?? '',
      [head.transaction]: entry.transaction,
    }
  })
  // A cell that begins like a formula must not be run by a spreadsheet; numbers may begin with a minus.
  return Papa.unparse(rows, { columns: Object.values(head), escapeFormulae: /^[=+@\t\r]|^-(?![\d.])/ })
}
