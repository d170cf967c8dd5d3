import { join } from 'node:path'
import type { Processors as NodeProcessors } from '@concordat/node/processors/settings.ts'
import type { AccountSettings } from '@concordat/server/rails/settings.ts'
import type { z } from 'zod'
import type { SandboxAccess } from './openAccounts.ts'

/** `PROCESSORS` of the server: it acts for every account, and knows what its webhooks are signed with. */
export function serverProcessors({ address, accounts, keys }: SandboxAccess): string {
  const settings: AccountSettings[] = accounts.map(account => {
    const webhook = keys.webhooks[account]
    return {
      ...{ rail: 'stripe' as const, account, key: keys.secret, ...address },
      webhookSecrets: webhook ? [webhook.secret] : [],
    }
  })
  return JSON.stringify(settings)
}

/** The account at a bank on the development chain, for whoever connects it. */
export const developmentIban = 'GB29NWBK60161331926819'

/** Where a person who plays the bank delivers its files to the nodes. */
export const bankFolder = (state: string) => join(state, 'bank')

/** `PROCESSORS` of a node, which may only read, with a key of its own. */
export function nodeProcessors({ address, accounts, keys }: SandboxAccess, index: number, state: string): string {
  const key = keys.readers[index] ?? ''
  const settings: z.infer<typeof NodeProcessors> = [
    ...accounts.map(account => ({ rail: 'stripe' as const, account, key, ...address })),
    { rail: 'bank', account: developmentIban, statements: bankFolder(state) },
  ]
  return JSON.stringify(settings)
}
