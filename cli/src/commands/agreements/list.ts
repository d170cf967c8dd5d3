import type { AgreementsView } from '@concordat/sdk/views.ts'
import type { Command } from 'commander'
import { api } from '../../api.ts'
import { formatAmount, formatDate, print, printTable } from '../../output.ts'

export function addList(agreements: Command, program: Command): void {
  agreements
    .command('list')
    .description('every agreement and its state')
    .option('--party <address>', 'only those the account is a party of')
    .option('--status <status>', 'proposed, effective, frozen, declined, terminated, superseded or completed')
    .action(async (filter: { party?: string; status?: string }) => {
      const query = new URLSearchParams(filter as Record<string, string>)
      const view = await api<AgreementsView>(`/api/index/agreements?${query}`)
      print(program.opts().json, view, () => {
        if (view.agreements.length === 0)
          return console.log('No agreements yet: try `npx concordat example charging-site`.')
        printTable(
          ['agreement', 'status', 'parties', 'since', 'received>'],
          view.agreements.map(({ root, status, parties, asset, received, proposedAt, concludedAt }) => [
            root,
            status,
            parties.map(({ role, signed }) => `${role}${signed ? '' : ' (unsigned)'}`).join(', '),
            formatDate(concludedAt ?? proposedAt),
            formatAmount(received, asset),
          ]),
        )
      })
    })
}
