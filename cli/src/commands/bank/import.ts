import { existsSync, readFileSync } from 'node:fs'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { Command } from 'commander'
import { api } from '../../api.ts'
import { print, printTable } from '../../output.ts'
import { type ImportView, keyOf } from './views.ts'

export function addBankImport(program: Command, bank: Command): void {
  bank
    .command('import')
    .description(
      "import a bank's statement, camt.053.001.08, or its report on transfers, pain.002.001.10; the same again changes nothing",
    )
    .argument('<file>', 'the statement or report')
    .requiredOption('--business <id>', 'the business whose account it is of')
    .option('--key <key>', "the business's API key; CONCORDAT_API_KEY where it is not given")
    .addHelpText(
      'after',
      `
Exit code 1 when the file is refused, of which then nothing is kept, or when entries are left that nobody could place; these
are listed with the reason.

Example:
  $ concordat bank import statement.xml --business 0x...`,
    )
    .action(async (file: string, { business, key }: { business: string; key?: string }) => {
      const headers = { authorization: `Bearer ${keyOf(key)}`, 'content-type': 'application/xml' }
      if (!existsSync(file)) throw new BaseError('FileMissing', `There is no file ${file}.`)
      const init = { method: 'POST', headers, body: readFileSync(file) }
      const found = await api<ImportView>(`/api/businesses/${business}/bank/statements`, init)
      print(program.opts().json === true, found, show)
      if (found.left.length > 0) process.exitCode = 1
    })
}

function show({ statements, reports, fresh, known, placed, open, left }: ImportView): void {
  for (const { id, account, closing, currency, closedOn } of statements)
    console.log(`${id}  ${account}  ${closedOn}  ${closing === null ? 'a part' : `${closing} ${currency}`}`)
  for (const { id, batch, date, transfers, rejection } of reports)
    console.log(
      `${id}  ${batch}  ${date}  ${rejection ? `the file is rejected: ${rejection.reason} ${rejection.words}`.trim() : `${transfers} named`}`,
    )
  console.log(`${fresh} new, ${known} already known; ${placed} booked, ${open} under way, ${left.length} left`)
  if (left.length === 0) return
  printTable(
    ['line>', 'reference', 'date', 'amount>', '', 'reason', ''],
    left.map(({ line, reference, date, side, amount, currency, refusal }) => [
      ...[
        String(line),
        reference,
        date,
        side === 'credit' ? amount : `-${amount}`,
        currency,
        refusal?.code ?? '',
        refusal?.message ?? '',
      ],
    ]),
  )
}
