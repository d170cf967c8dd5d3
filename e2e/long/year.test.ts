import type { ReconciliationView } from '@concordat/sdk/payments/views.ts'
import type { AgreementView, ExampleView } from '@concordat/sdk/views.ts'
import { expect } from '@playwright/test'
import { expected, totalOf } from '../setup/people.ts'
import { signal } from '../setup/processes.ts'
import { sandboxAccounts, sandboxClient } from '../setup/sandbox.ts'
import { get, stackFile } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// The charging-site year at the processor, ended again and again: it goes on by itself, and comes out to the cent.

const ends = [['server'], ['sandbox'], ['node-1', 'node-2', 'node-3', 'node-4'], ['server', 'sandbox'], ['indexer']]

const stateOf = () => get<ExampleView>('/api/dev/example').catch(() => null)

test('a year whose processes are killed while it is paid goes on, exact to the cent', async () => {
  await fetch(`${stackFile().url}/api/dev/example`, { method: 'POST' })
  for (const [i, names] of ends.entries()) {
    const share = (i + 1) * 200
    await expect.poll(async () => (await stateOf())?.done ?? 0, { timeout: 200_000 }).toBeGreaterThan(share)
    signal('SIGKILL', ...names)
  }
  await expect.poll(async () => (await stateOf())?.status, { timeout: 300_000, intervals: [1_000] }).toBe('done')

  const { root } = (await stateOf()) as ExampleView
  const view = await get<AgreementView>(`/api/index/agreements/${root}`)
  const { received, refunded, residue } = expected
  expect(view).toMatchObject({ received, refunded, residue, owed: '0' })
  for (const { role, paid } of view.positions) expect(BigInt(paid)).toBe(totalOf(role))

  const account = sandboxAccounts().chargingSite
  const bills: string[] = []
  for await (const { status, metadata } of sandboxClient().paymentIntents.list(
    { limit: 100 },
    { stripeAccount: account },
  ))
    if (status === 'succeeded') bills.push(metadata.bill ?? '')
  expect([bills.length, new Set(bills).size]).toEqual([expected.rows.payment, expected.rows.payment])
  const site = (await get<ReconciliationView[]>('/api/rails/reconcile')).find(each => each.account === account)
  expect(site).toMatchObject({ difference: '0', causes: [] })
})
