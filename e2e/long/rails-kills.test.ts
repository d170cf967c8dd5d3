import { expect } from '@playwright/test'
import { signal } from '../setup/processes.ts'
import { test } from '../setup/test.ts'
import { flows, isWhole } from './rails/flows.ts'
import { type Databases, type Kind, moments, openDatabases } from './rails/moments.ts'
import { expectExact, openWorld, type RailsWorld } from './rails/world.ts'

// Money in, back and out: at each step of the way each process is killed, and afterwards processor and chain agree to the cent.

test.describe.configure({ mode: 'serial' })

const victims: { name: string; kill: () => void }[] = [
  { name: 'the server', kill: () => signal('SIGKILL', 'server') },
  { name: 'every node', kill: () => signal('SIGKILL', 'node-1', 'node-2', 'node-3', 'node-4') },
  { name: 'the indexer', kill: () => signal('SIGKILL', 'indexer') },
  { name: 'the processor', kill: () => signal('SIGKILL', 'sandbox') },
  // The development chain keeps its last blocks when it ends in order; what is final stays on any chain.
  { name: 'the chain', kill: () => signal('SIGTERM', 'chain') },
]

let world: RailsWorld
let sqls: Databases & { close: () => Promise<void> }
let cents = 100

const becomeWhole = () => expect.poll(isWhole, { timeout: 120_000, intervals: [200] }).toBe(true)

test.beforeAll(async () => {
  world = await openWorld()
  sqls = openDatabases()
  await flows.payment(world, 1_000_000)
  await expectExact(world)
})

test.afterAll(() => sqls.close())

for (const kind of ['payment', 'refund', 'payout'] satisfies Kind[])
  for (const { name, count } of moments[kind])
    for (const victim of victims)
      test(`${kind}: ${victim.name} ends when ${name}`, async () => {
        await becomeWhole()
        const before = await count(sqls, world)
        cents += 1
        const asked = flows[kind](world, cents)
        const killed = (async () => {
          while ((await count(sqls, world)) === before);
          victim.kill()
        })()
        await Promise.all([asked, killed])
        await expectExact(world)
      })

test('everybody asks for the same again, and nothing happens twice', async () => {
  await becomeWhole()
  const { payments, refunds } = world.made
  const made = { ...world.made, payments: [...payments], refunds: [...refunds] }
  for (const amount of payments.slice(-3)) await flows.payment(world, amount)
  for (const amount of refunds.slice(-3)) await flows.refund(world, amount)
  world.made = made
  await expectExact(world)
})
