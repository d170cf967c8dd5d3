import { setTimeout } from 'node:timers/promises'
import type { AgreementView, BatchView, NodeView } from '@concordat/sdk/views.ts'
import { expect } from '@playwright/test'
import { type Business, concludeAgreement, deliver, example } from '../setup/agreement.ts'
import { expected, people, totalOf } from '../setup/people.ts'
import { signal } from '../setup/processes.ts'
import { command, get, stackFile } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// Anything can end between any two steps, and nothing is lost or done twice.
const settled = async (root: string) =>
  (await get<AgreementView>(`/api/index/agreements/${root}`).catch(() => null))?.months.filter(
    ({ status }) => status === 'closed',
  ).length ?? 0

/** Delivers the year; where the server dies in between, the same files are delivered again. */
async function importYear(business: Business): Promise<BatchView> {
  const files = ['--progress', example('progress.csv'), '--bills', example('bills.csv')]
  for (;;)
    try {
      return await command<BatchView>('import', '--business', business.id, '--key', business.key, ...files)
    } catch {
      await setTimeout(500)
    }
}

test('kill -9 of two nodes, the server, the indexer and the chain during the import: exact to the cent', async () => {
  const { root, business } = await concludeAgreement('faults')
  // The chain keeps its blocks every two seconds; an agreement younger than that would have to be signed again.
  await setTimeout(3_000)
  const imported = importYear(business)
  await setTimeout(1_500)
  signal('SIGKILL', 'server')
  await expect.poll(() => settled(root), { timeout: 120_000 }).toBeGreaterThan(1)
  signal('SIGKILL', 'node-1', 'node-3')
  await setTimeout(2_000)
  signal('SIGKILL', 'indexer')
  await expect.poll(() => settled(root), { timeout: 120_000 }).toBeGreaterThan(4)
  signal('SIGKILL', 'chain')

  const batch = await imported
  expect(batch.refused).toEqual([])
  expect(batch.accepted + batch.duplicates).toBe(expected.rows.accepted + expected.rows.duplicates)
  await expect.poll(() => settled(root), { timeout: 200_000, intervals: [1_000] }).toBe(12)

  const view = await get<AgreementView>(`/api/index/agreements/${root}`)
  expect(view).toMatchObject({
    received: expected.received,
    refunded: expected.refunded,
    owed: '0',
    residue: expected.residue,
  })
  for (const { role, paid } of view.positions) expect(BigInt(paid)).toBe(totalOf(role))
})

test('with too few nodes nothing moves, the screen says who is missing, and it goes on when they are back', async ({
  page,
}) => {
  const { root, business } = await concludeAgreement('silence')
  // The server names a silent node by what it was called when it last answered.
  await expect
    .poll(async () => (await get<NodeView[]>('/api/nodes')).map(({ name }) => name), { timeout: 30_000 })
    .toEqual(['node-1', 'node-2', 'node-3', 'node-4'])
  signal('SIGSTOP', 'node-2', 'node-4')
  try {
    const header = 'recordedAt,date,kind,id,original,amount,currency,payer\n'
    const row = '2025-11-03T10:00:00Z,2025-11-03,payment,silent-1,,10.00,XTS,card\n'
    expect((await deliver(business, 'bills', header + row)).body.accepted).toBe(1)

    await page.goto(`${stackFile().url}/facts`)
    await expect(page.getByText(/node-2( and|,) node-4 are missing/)).toBeVisible({ timeout: 40_000 })
    await expect(page.getByText(/Only 2 of 4 are running but 3 are needed/)).toBeVisible()
    await setTimeout(3_000)
    expect((await get<AgreementView>(`/api/index/agreements/${root}`)).received).toBe('0')
  } finally {
    signal('SIGCONT', 'node-2', 'node-4')
  }
  await expect
    .poll(async () => (await get<AgreementView>(`/api/index/agreements/${root}`)).received, { timeout: 60_000 })
    .toBe('1000')
})

test('no node signed two values for one fact, and nobody holds more than was paid', async () => {
  const nodes = await get<NodeView[]>('/api/nodes')
  expect(nodes.map(({ status }) => status)).toEqual(['up', 'up', 'up', 'up'])
  expect(new Set(nodes.map(({ decided }) => decided)).size).toBe(1)
  expect(people()).toHaveLength(4)
})
