import { confirmPayment, sandboxClient } from '../../setup/sandbox.ts'
import { command, get, stackFile } from '../../setup/stack.ts'
import { listOrdered } from '../chain.ts'
import type { Kind } from './moments.ts'
import { pause, post, type RailsWorld, receiver } from './world.ts'

/** What is asked of the rails, once, whatever ends meanwhile. The amount is in cents. */
export const flows: Record<Kind, (world: RailsWorld, cents: number) => Promise<void>> = {
  payment: async ({ root, business, account, made }, cents) => {
    made.payments.push(cents)
    const order = { agreement: root, amount: text(cents), payer: `card ${cents}`, purpose: 'Charging' }
    const { id, url } = await post<{ id: string; url: string }>(
      '/api/rails/checkout',
      business.key,
      order,
      `pay-in ${cents}`,
    )
    while (!(await isPaid(account, id))) await confirmPayment(url).catch(() => pause(200))
  },
  refund: async ({ business, account, made }, cents) => {
    made.refunds.push(cents)
    const payment = await surely(() => largestPayment(account))
    const path = `/api/businesses/${business.id}/refunds`
    await post(path, business.key, { payment, amount: text(cents) }, `refund ${cents}`)
  },
  payout: async ({ payoutAccount, made }, cents) => {
    made.payouts.push(cents)
    // Its answer can be lost with whoever ends meanwhile; the chain says whether it was heard.
    while (!(await isOrdered(cents)))
      await command('withdraw', text(cents), '--as', receiver, '--to', payoutAccount).catch(() => pause(200))
  },
}

const text = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`

/** Whether the checkout's page says that it is paid: who lost the answer looks before paying again. */
async function isPaid(account: string, id: string): Promise<boolean> {
  const list = () => sandboxClient().checkout.sessions.list({ limit: 100 }, { stripeAccount: account })
  const { data } = await surely(list)
  return data.find(session => session.client_reference_id === id)?.payment_status === 'paid'
}

const isOrdered = async (cents: number) => (await surely(listOrdered)).includes(BigInt(cents))

/** Asks until there is an answer. */
async function surely<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;)
    try {
      return await ask()
    } catch {
      await pause(200)
    }
}

async function largestPayment(account: string): Promise<string> {
  const { data } = await sandboxClient().paymentIntents.list({ limit: 100 }, { stripeAccount: account })
  const [first] = data.filter(({ status }) => status === 'succeeded').sort((a, b) => b.amount - a.amount)
  if (!first) throw new Error('nobody paid yet')
  return first.id
}

/** Whether every part of the stack answers. */
export async function isWhole(): Promise<boolean> {
  const { ports, rpcUrl } = stackFile()
  const chain = { method: 'POST', headers: { 'content-type': 'application/json' }, body: blockNumber }
  const answers = await Promise.all([
    get<{ status: string }[]>('/api/nodes').then(
      nodes => nodes.length === 4 && nodes.every(({ status }) => status === 'up'),
    ),
    get<{ ready: boolean }>('/api/index/status').then(({ ready }) => ready),
    fetch(`http://127.0.0.1:${ports.sandbox}/health`).then(({ ok }) => ok),
    fetch(rpcUrl, chain).then(({ ok }) => ok),
  ]).catch(() => [false])
  return answers.every(Boolean)
}

const blockNumber = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_blockNumber', params: [] })
