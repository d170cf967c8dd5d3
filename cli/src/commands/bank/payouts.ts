import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { Command } from 'commander'
import { api, apiText } from '../../api.ts'
import { formatDate, print, printTable } from '../../output.ts'
import { type BatchView, keyOf } from './views.ts'

type Options = {
  business: string
  key?: string
  account?: string
  out?: string
  batch?: string
  request?: string
  list?: boolean
}

export function addBankPayouts(program: Command, bank: Command): void {
  bank
    .command('payouts')
    .description('put the open payouts into a file for the bank, pain.001.001.09; each payout is in one file, ever')
    .requiredOption('--business <id>', 'the business whose bank pays')
    .option('--key <key>', "the business's API key; CONCORDAT_API_KEY where it is not given")
    .option('--account <iban>', 'the account that pays, when the business has several')
    .option('--out <file>', 'write the file here; to standard output otherwise')
    .option('--request <name>', 'a name for this request: the same name again answers the same file')
    .option('--batch <id>', 'answer a file that was made before, byte for byte')
    .option('--list', 'only list the files that were made')
    .addHelpText(
      'after',
      `
Exit code 0 also when nothing is to be paid out; 1 when it fails. A file that was made and not fetched, because the
connection broke, is in the list: fetch it with --batch.

Examples:
  $ concordat bank payouts --business 0x... --out payouts.xml
  $ concordat bank payouts --business 0x... --list
  $ concordat bank payouts --business 0x... --batch 7f3a0c1e... --out payouts.xml`,
    )
    .action(async (options: Options) => {
      const json = program.opts().json === true
      const headers = { authorization: `Bearer ${keyOf(options.key)}` }
      const path = `/api/businesses/${options.business}/bank/payouts`
      const batches = options.list || options.batch ? await api<BatchView[]>(path, { headers }) : []
      if (options.list) return print(json, batches, showBatches)
      const batch = options.batch ? requireBatch(batches, options.batch) : await createBatch(path, options, headers)
      if (!batch) return print(json, { batch: null }, () => console.error('Nothing is to be paid out.'))
      const file = await apiText(`${path}/${batch.id}`, { headers })
      if (options.out) save(options.out, file)
      if (!json && !options.out) return void process.stdout.write(file)
      print(json, { batch, ...(options.out ? { out: options.out } : { file }) }, () =>
        console.log(
          `${batch.transfers} transfer${batch.transfers === 1 ? '' : 's'}, ${batch.total} ${batch.currency}, in ${options.out}`,
        ),
      )
    })
}

async function createBatch(path: string, { account, request }: Options, headers: Record<string, string>) {
  const init = {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': request ?? randomUUID() },
    body: JSON.stringify(account === undefined ? {} : { account }),
  }
  return (await api<{ batch: BatchView | null }>(path, init)).batch
}

function requireBatch(batches: BatchView[], id: string): BatchView {
  const found = batches.find(each => each.id === id)
  if (found) return found
  throw new BaseError('BankBatchUnknown', `This business has no file ${id} for a bank; --list shows which it has.`)
}

/** A bank is never given half a file. */
function save(file: string, text: string): void {
  const draft = `${file}.${process.pid}`
  const descriptor = openSync(draft, 'w', 0o600)
  writeSync(descriptor, text)
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(draft, file)
}

function showBatches(batches: BatchView[]): void {
  if (batches.length === 0) console.log('No file was made for the bank yet.')
  else
    printTable(
      ['file', 'made', 'transfers>', 'open>', 'paid>', 'failed>', 'sum>', '', ''],
      batches.map(({ id, createdAt, transfers, open, paid, failed, total, currency, rejection }) => [
        ...[id, formatDate(createdAt), ...[transfers, open, paid, failed].map(String), total, currency],
        rejection ? `rejected: ${rejection.reason}` : '',
      ]),
    )
}
