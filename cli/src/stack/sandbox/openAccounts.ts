import { join } from 'node:path'
import type { SandboxFile } from '@concordat/server/dev/readSandbox.ts'
import Stripe from 'stripe'
import { sandboxUrl } from '../processes.ts'
import { type Stack, writeJson } from '../state.ts'
import { keepSandboxKeys, type SandboxKeys } from './keys.ts'
import { openWebhook } from './openWebhook.ts'

/** The accounts of the development chain: the example's business has one, and one is for whoever connects it. */
const names = { chargingSite: 'Charging site, Harbour Road', general: 'Any other business' }

/** What the server and the nodes are told of the sandbox. */
export type SandboxAccess = {
  address: { host: string; port: number; protocol: 'http' }
  accounts: string[]
  keys: SandboxKeys
}

/** Opens the accounts and their webhooks at the sandbox; what is there already stays as it is. */
export async function openAccounts(
  { ports }: Pick<Stack, 'ports'>,
  state: string,
  keys: SandboxKeys,
): Promise<SandboxAccess> {
  const address = { host: '127.0.0.1', port: ports.sandbox, protocol: 'http' as const }
  const client = new Stripe(keys.secret, { ...address, telemetry: false })
  const accounts = {
    chargingSite: await openAccount(client, 'chargingSite'),
    general: await openAccount(client, 'general'),
  }
  const webhooks: SandboxKeys['webhooks'] = {}
  for (const account of Object.values(accounts)) {
    const target = `http://127.0.0.1:${ports.server}/api/rails/stripe/${account}/webhook`
    webhooks[account] = await openWebhook({ client, account, url: target, known: keys.webhooks[account] })
    keepSandboxKeys(state, { ...keys, webhooks: { ...keys.webhooks, ...webhooks } })
  }
  const file: SandboxFile = { url: sandboxUrl({ ports }), accounts }
  writeJson(join(state, 'sandbox.json'), file)
  return { address, accounts: Object.values(accounts), keys: { ...keys, webhooks } }
}

/** The account of the purpose that its metadata names; a start that was cut off may have made it already. */
async function openAccount(client: Stripe, purpose: keyof typeof names): Promise<string> {
  for await (const account of client.accounts.list({ limit: 100 }))
    if (account.metadata?.concordat === purpose) return account.id
  const { id } = await client.accounts.create({
    type: 'custom',
    country: 'DE',
    business_profile: { name: names[purpose] },
    metadata: { concordat: purpose },
  })
  return id
}
