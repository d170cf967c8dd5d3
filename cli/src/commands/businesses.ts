import type { BusinessView } from '@concordat/sdk/views.ts'
import type { Command } from 'commander'
import { api } from '../api.ts'
import { print, printTable } from '../output.ts'

export function addBusinesses(program: Command): void {
  const businesses = program.command('businesses').description('the businesses whose records the nodes confirm')

  businesses
    .command('list')
    .description('every business this server takes records for')
    .action(async () => {
      const list = await api<BusinessView[]>('/api/businesses')
      print(program.opts().json, list, () => {
        if (list.length === 0) return console.log('No business yet: `npx concordat businesses create --help`.')
        printTable(
          ['name', 'project', 'id', 'progress>', 'bills>'],
          list.map(({ name, project, id, rows }) => [name, project, id, String(rows.progress), String(rows.bills)]),
        )
      })
    })

  businesses
    .command('create <name>')
    .description('register a business: it gets a signing key of its own and a first API key')
    .requiredOption('--project <text>', 'what it operates')
    .addHelpText(
      'after',
      '\nExample:\n  $ concordat businesses create harbour-road --project "Charging site, Harbour Road"',
    )
    .action(async (name: string, { project }: { project: string }) => {
      const created = await api<{ id: string; key: string }>('/api/businesses', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, project }),
      })
      print(program.opts().json, created, () => {
        console.log(`Business ${created.id}`)
        console.log(`API key  ${created.key}   (shown here once: keep it)`)
      })
    })
}
