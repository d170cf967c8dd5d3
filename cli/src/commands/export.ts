import { writeFileSync } from 'node:fs'
import type { AccountView, EntriesView, EntryView } from '@concordat/sdk/views.ts'
import type { Command } from 'commander'
import { isAddress } from 'viem'
import { api } from '../api.ts'
import { requireAccount } from '../context.ts'
import { statementCsv } from '../statement.ts'

export function addExport(program: Command): void {
  program
    .command('export <account>')
    .description("the account's statement as CSV: what was paid when, by which clause and tier")
    .option('--out <file>', 'where to write it; the terminal where it is not given')
    .addHelpText('after', '\nExample:\n  $ concordat export investor --out statement.csv')
    .action(async (who: string, { out }: { out?: string }) => {
      const address = isAddress(who) ? who : requireAccount(who).address
      const { balances } = await api<AccountView>(`/api/index/accounts/${address}`)
      const entries: EntryView[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: EntriesView = await api(
          `/api/index/accounts/${address}/entries?limit=200${cursor ? `&cursor=${cursor}` : ''}`,
        )
        entries.push(...page.entries)
        cursor = page.next
      }
      const csv = statementCsv(
        entries,
        balances.map(({ asset }) => asset),
      )
      if (out) writeFileSync(out, csv)
      else process.stdout.write(csv)
    })
}
