import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Stripe from 'stripe'
import { stackFile } from './stack.ts'

const read = (file: string) => JSON.parse(readFileSync(join(process.env.CONCORDAT_STATE ?? '', file), 'utf8'))

/** The accounts that the stack opened at the sandbox. */
export const sandboxAccounts = () =>
  (read('sandbox.json') as { accounts: { chargingSite: string; general: string } }).accounts

/** The processor's official client, with the key that the server has. */
export function sandboxClient(): Stripe {
  const { secret } = read('keys/sandbox.json') as { secret: string }
  return new Stripe(secret, { host: '127.0.0.1', port: stackFile().ports.sandbox, protocol: 'http', telemetry: false })
}

/** Confirms a payment on the processor's page, as a payer does. */
export async function confirmPayment(url: string, card = '4242424242424242'): Promise<void> {
  const form = new URLSearchParams({ card, email: 'payer@example.com' })
  const init = { method: 'POST', headers: { origin: new URL(url).origin }, body: form, redirect: 'manual' } as const
  const answer = await fetch(url, init)
  if (answer.status >= 400) throw new Error(`the page answered ${answer.status}: ${await answer.text()}`)
}
