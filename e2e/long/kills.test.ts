import type { BatchView, NodeView } from '@concordat/sdk/views.ts'
import { expect } from '@playwright/test'
import { type Business, deliver } from '../setup/agreement.ts'
import { signal } from '../setup/processes.ts'
import { command, get } from '../setup/stack.ts'
import { test } from '../setup/test.ts'
import { isSent, listIssued, mine, setAutomine, sumSettled } from './chain.ts'
import {
  type After,
  isConfirmed,
  isDecisionSigned,
  isEffectStored,
  isRowStored,
  openDatabase,
  type Sql,
} from './databases.ts'
import { type Bill, billsCsv, concludePlain, expectShared } from './plain.ts'

// Each step of the pipeline, from a row to paid money: whoever takes it is killed right there, and nothing is lost, signed
// twice or paid twice.

test.describe.configure({ mode: 'serial' })

const nodes = ['node-1', 'node-2', 'node-3', 'node-4']
const perStep = 20
const steps: { name: string; kill: (after: After) => Promise<void> }[] = [
  { name: 'a row is accepted by the server', kill: after => killOnce('server', after, isRowStored) },
  { name: 'a row is stored by the node', kill: after => killEach(after, isRowStored) },
  { name: 'a decision is signed', kill: after => killEach(after, isDecisionSigned) },
  { name: 'confirmations are gathered', kill: after => killEach(after, isConfirmed) },
  { name: 'the transaction of a payment is sent', kill: () => killAll('Payments', 'sent') },
  { name: 'the transaction of a payment is mined', kill: () => killAll('Payments', 'mined') },
  { name: 'the effect is stored', kill: after => killEach(after, isEffectStored) },
  { name: 'the transaction of a settlement is sent', kill: () => killAll('Splits', 'sent') },
  { name: 'the transaction of a settlement is mined', kill: () => killAll('Splits', 'mined') },
]

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

let root: string
let business: Business
let bills: Bill[] = []

async function killOnce(name: string, after: After, happened: (sql: Sql, after: After) => Promise<boolean>) {
  const sql = openDatabase(name)
  while (!(await happened(sql, after)));
  signal('SIGKILL', name)
  await sql.end()
}

/** Kills every node the moment its own database shows the step. */
async function killEach(after: After, happened: (sql: Sql, after: After) => Promise<boolean>) {
  await Promise.all(nodes.map(name => killOnce(name, after, happened)))
}

/** Gives blocks by hand until a transaction to the contract waits for one; kills all nodes before or after it gets it. */
async function killAll(contract: 'Payments' | 'Splits', when: 'sent' | 'mined') {
  await setAutomine(false)
  for (;;) {
    // While they are stopped no transaction comes between the look and the block.
    signal('SIGSTOP', ...nodes)
    await pause(50)
    if (await isSent(contract)) break
    await mine()
    signal('SIGCONT', ...nodes)
    await pause(200)
  }
  if (when === 'mined') await mine()
  signal('SIGKILL', ...nodes)
  await setAutomine(true)
  await mine()
}

const areUp = async () => (await get<NodeView[]>('/api/nodes').catch(() => [])).filter(({ status }) => status === 'up')

/** Delivers until an answer comes: a sender whose connection breaks does not know whether it was heard. */
async function deliverSurely(csv: string, key: string): Promise<BatchView> {
  for (;;)
    try {
      const { status, body } = await deliver(business, 'bills', csv, key)
      if (status === 200) return body
      throw new Error(body.error?.code)
    } catch {
      await pause(300)
    }
}

test.beforeAll(async () => {
  ;({ root, business } = await concludePlain('killed at every step'))
})

test.afterAll(() => setAutomine(true))

for (const [i, { name, kill }] of steps.entries())
  test(`killed when ${name}`, async () => {
    await expect.poll(async () => (await areUp()).length, { timeout: 60_000 }).toBe(nodes.length)
    const after = { business: business.id, seq: bills.length }
    const more = Array.from({ length: perStep }, (_, k) => ({
      id: `p-${i}-${k}`,
      date: '2025-11-03',
      cents: 1_001n + 37n * BigInt(i * perStep + k),
    }))
    bills = [...bills, ...more]
    const [batch] = await Promise.all([deliverSurely(billsCsv(more), `step ${i}`), kill(after)])
    expect(batch).toMatchObject({ accepted: perStep, duplicates: 0, refused: [] })

    const received = bills.reduce((sum, { cents }) => sum + cents, 0n)
    await expectShared(root, received)
    const issued = await listIssued(root)
    expect(new Set(issued.map(({ key }) => key)).size).toBe(issued.length)
    expect(issued.map(({ amount }) => amount).sort()).toEqual(bills.map(({ cents }) => cents).sort())
    expect(await sumSettled(root)).toBe([5n, 3n, 2n, 1n].reduce((sum, weight) => sum + (received * weight) / 11n, 0n))
  })

test('no node signed anything twice, and every node decided everything once', async () => {
  const digests = new Map<string, Set<string>>()
  for (const name of nodes) {
    const sql = openDatabase(name)
    const decided = async () => (await sql`select * from decisions where business = ${business.id}`).length
    await expect.poll(decided, { timeout: 60_000 }).toBe(bills.length)
    expect(await sql`select * from decisions where code is not null`).toHaveLength(0)
    expect(await sql`select * from equivocations`).toHaveLength(0)
    for (const { attestor, key, digest } of await sql`select attestor, key, digest from attestations`) {
      const fact = `${attestor} ${key}`
      digests.set(fact, (digests.get(fact) ?? new Set()).add(digest))
    }
    await sql.end()
  }
  expect(digests.size).toBe(nodes.length * bills.length)
  expect([...digests.values()].every(values => values.size === 1)).toBe(true)
})

test('settling once more pays nothing', async () => {
  const before = await sumSettled(root)
  await command('settle', root, '--as', 'investor')
  expect(await sumSettled(root)).toBe(before)
})
