import { readDeployment } from '@concordat/cli/deploy/deployment.ts'
import { readStack } from '@concordat/cli/stack/state.ts'
import { currencyUnit } from '@concordat/sdk/currencies.ts'
import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { externalId, paymentKey } from '@concordat/sdk/ids.ts'
import { agreementDigest } from '@concordat/sdk/splits/terms/digest.ts'
import type { BatchView, PaymentsView } from '@concordat/sdk/views.ts'
import { createTestClient, createWalletClient, type Hex, http, parseEther, publicActions } from 'viem'
import { accountAt } from '../chain.ts'
import { signersOf, signShort } from '../gas/sign.ts'
import { percentages } from '../gas/terms.ts'
import { withStack } from '../stack.ts'
import { type Figure, figure, percentile, seconds, waitUntil } from './figure.ts'

const single = 50
const many = 2_000

/** The whole stack on this machine, as `npm start` brings it up: four nodes, chain, database, indexer, server. */
export function measureStack(): Promise<Figure[]> {
  const began = performance.now()
  return withStack(async state => {
    const started = seconds(began)
    const site = await agree(state)
    const delays = await measureDelays(site)
    return [
      figure('the stack starts', started, 's'),
      figure('a payment accepted until its money is shown, half of them', percentile(delays, 0.5), 'ms'),
      figure('a payment accepted until its money is shown, 95 in 100', percentile(delays, 0.95), 'ms'),
      ...(await measureIntake(site)),
    ]
  })
}

type Site = Awaited<ReturnType<typeof agree>>

/** A business, and an agreement by percentages that shares what it takes in. */
async function agree(state: string) {
  const stack = readStack(state)
  const deployment = stack && readDeployment(stack.deployment)
  if (!stack || !deployment) throw new Error('The stack says that it runs, but not where.')
  const { url, chainId, quorum, rpcUrl } = stack
  const { Payments, Splits } = deployment.contracts
  const business = await ask<{ id: Hex; key: string }>(`${url}/api/businesses`, { name: 'bench', project: 'Bench' })

  const parties = signersOf('party', 5)
  const { id } = currencyUnit('XTS', { quorum, business: business.id, payments: Payments })
  const plain = percentages(
    id,
    parties.map(({ address }) => address),
    'throughput',
  )
  const agreement = { ...plain, rules: { ...plain.rules, quorum, business: business.id, signBy: 4_000_000_000 } }
  const root = agreementDigest(agreement, chainId, Splits)
  const client = createTestClient({ mode: 'anvil', transport: http(rpcUrl), pollingInterval: 50 }).extend(publicActions)
  const account = accountAt(9)
  await client.setBalance({ address: account.address, value: parseEther('1') })
  const signatures = await Promise.all(parties.map(party => signShort(party, root)))
  const hash = await createWalletClient({ account, transport: http(rpcUrl) }).writeContract({
    chain: null,
    address: Splits,
    abi: splitsAbi,
    functionName: 'conclude',
    args: [agreement, signatures],
  })
  await client.waitForTransactionReceipt({ hash })
  const authorization = `Bearer ${business.key}`
  const attach = () => ask(`${url}/api/businesses/${business.id}/agreements`, { root }, { authorization })
  await waitUntil('Attaching the agreement', async () => Boolean(await attach()), { everyMs: 200 })
  const shown = (limit: number) => ask<PaymentsView>(`${url}/api/index/agreements/${root}/payments?limit=${limit}`)
  const received = async () => BigInt((await ask<{ received: string }>(`${url}/api/index/agreements/${root}`)).received)
  const deliver = async (ids: string[]) => {
    const headers = { authorization, 'idempotency-key': ids.join().slice(0, 100) }
    const batch = await ask<BatchView>(`${url}/api/businesses/${business.id}/rows`, { rows: ids.map(rowOf) }, headers)
    if (batch.accepted !== ids.length)
      throw new Error(`Not every row was accepted: ${JSON.stringify(batch).slice(0, 500)}`)
  }
  return { business: business.id, shown, received, deliver }
}

const rowOf = (id: string) => ({
  recordedAt: '2026-01-02T08:00:00Z',
  date: '2026-01-01',
  kind: 'payment',
  id,
  amount: '1.00',
  currency: 'XTS',
  payer: 'card 1',
})

/** From the server's answer until the payment is in the answer a browser gets, in milliseconds; one payment after the other. */
async function measureDelays({ business, shown, deliver }: Site): Promise<number[]> {
  const delays: number[] = []
  for (let i = 0; i < single; i++) {
    const id = `single-${i}`
    const key = paymentKey(business, externalId(id))
    await deliver([id])
    const began = performance.now()
    await waitUntil('Showing a payment', async () => (await shown(1)).payments[0]?.paymentKey === key)
    delays.push(seconds(began) * 1_000)
    // Not in step with anything that the stack does at intervals.
    await new Promise(resolve => setTimeout(resolve, (i * 37) % 300))
  }
  return delays
}

async function measureIntake({ received, deliver }: Site): Promise<Figure[]> {
  const before = await received()
  const began = performance.now()
  await deliver(Array.from({ length: many }, (_, i) => `many-${i}`))
  const accepted = seconds(began)
  const expected = before + BigInt(many) * 100n
  await waitUntil('Showing every payment', async () => (await received()) >= expected, { everyMs: 100 })
  return [
    figure(`rows accepted, numbered and signed by the server, ${many} at once`, many / accepted, 'rows/s'),
    figure(`the same rows, until the last is confirmed, on the chain and shown`, many / seconds(began), 'rows/s'),
  ]
}

async function ask<T>(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const json = { 'content-type': 'application/json' }
  const init =
    body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: { ...json, ...headers } }
  const response = await fetch(url, init)
  const answer = (await response.json()) as T
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${JSON.stringify(answer)}`)
  return answer
}
