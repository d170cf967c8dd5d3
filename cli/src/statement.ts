import type { AssetView, ClauseLine, EntryView } from '@concordat/sdk/views.ts'
import Papa from 'papaparse'
import { formatUnits } from 'viem'

const columns = [
  'time',
  'kind',
  'amount',
  'balance',
  'asset',
  'counterparty',
  'agreement',
  'reason',
  'fact',
  'transaction',
]

/**
 * An account's statement as CSV (RFC 4180), one line an entry, amounts in major units with a point.
 * @param assets The assets the entries are in: they give symbol and decimals.
 */
export function statementCsv(entries: readonly EntryView[], assets: readonly AssetView[]): string {
  const known = new Map(assets.map(asset => [asset.id, asset]))
  const lines = entries.map(entry => {
    const asset = known.get(entry.asset)
    const decimals = asset?.decimals ?? 0
    const amount = (text: string) => formatUnits(BigInt(text), decimals)
    return [
      new Date(entry.timestamp * 1_000).toISOString(),
      entry.kind,
      amount(entry.amount),
      amount(entry.balanceAfter),
      asset?.symbol ?? entry.asset,
      entry.counterparty,
      entry.agreement ?? '',
      entry.lines.map(line => describeLine(line, amount)).join('; '),
      entry.fact ?? '',
      entry.transaction,
    ]
  })
  // A field that begins like a formula would run in a spreadsheet.
  return `${Papa.unparse([columns, ...lines], { escapeFormulae: /^[=+@\t\r]/ })}\r\n`
}

function describeLine({ clause, tier, amount }: ClauseLine, format: (text: string) => string): string {
  return `${format(amount)} by clause ${clause + 1}${tier === null ? '' : `, tier ${tier}`}`
}
