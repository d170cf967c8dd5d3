import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { BatchView } from '@concordat/sdk/views.ts'
import type { Command } from 'commander'
import { api } from '../api.ts'
import { print, printTable } from '../output.ts'

type Options = { business: string; key?: string; progress?: string; bills?: string; agreement?: string }

export function addImport(program: Command): void {
  program
    .command('import')
    .description('deliver business progress and bills as CSV; rows already delivered are recognised')
    .requiredOption('--business <id>', 'the business they belong to')
    .option('--key <key>', "the business's API key; CONCORDAT_API_KEY where it is not given")
    .option('--progress <file>', 'progress.csv: daily metering, milestones, month closes')
    .option('--bills <file>', 'bills.csv: payments received and refunds')
    .option('--agreement <root>', 'the agreement, when several name the business')
    .addHelpText(
      'after',
      '\nExample:\n  $ concordat import --business 0x... --key ck_... --progress progress.csv --bills bills.csv',
    )
    .action(async ({ business, key = process.env.CONCORDAT_API_KEY, progress, bills, agreement }: Options) => {
      if (!key)
        throw new BaseError('ApiKeyMissing', "The business's API key is missing: give --key or set CONCORDAT_API_KEY.")
      const form = new FormData()
      const hash = createHash('sha256').update(agreement ?? '')
      for (const [name, file] of Object.entries({ progress, bills })) {
        if (!file) continue
        if (!existsSync(file)) throw new BaseError('FileMissing', `There is no file ${file}.`)
        const content = readFileSync(file)
        hash.update(name).update(content)
        form.set(name, new Blob([content], { type: 'text/csv' }), `${name}.csv`)
      }
      const json = program.opts().json === true
      // The same files get the same key: delivering them again after a crash continues instead of repeating.
      const headers = { authorization: `Bearer ${key}`, 'idempotency-key': hash.digest('hex') }
      const query = agreement ? `?agreement=${agreement}` : ''
      let batch = await api<BatchView>(`/api/businesses/${business}/import${query}`, {
        method: 'POST',
        headers,
        body: form,
      })
      while (batch.status === 'running') {
        if (!json) console.log(`${batch.accepted + batch.duplicates + batch.refused.length} of ${batch.total}`)
        await setTimeout(500)
        batch = await api<BatchView>(`/api/businesses/${business}/batches/${batch.id}`, { headers })
      }
      print(json, batch, () => {
        console.log(`${batch.accepted} accepted, ${batch.duplicates} already known, ${batch.refused.length} refused`)
        if (batch.refused.length > 0)
          printTable(
            ['line>', 'reason', ''],
            batch.refused.map(({ line, code, message }) => [String(line), code, message]),
          )
      })
      if (batch.refused.length > 0) process.exitCode = 1
    })
}
