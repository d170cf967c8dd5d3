import { expect } from '@playwright/test'
import { pidsOf, signal } from '../setup/processes.ts'
import { test } from '../setup/test.ts'
import { flows, isWhole } from './rails/flows.ts'
import { type Databases, type Kind, type Moment, moments, openDatabases } from './rails/moments.ts'
import { type Result, writeReport } from './rails/report.ts'
import { expectExact, lastSeq, openWorld, pause, type RailsWorld } from './rails/world.ts'

// Money in, back and out: at each step of the way each process is killed, and afterwards processor and chain agree to the cent.

test.describe.configure({ mode: 'serial' })

type Victim = { name: string; processes: string[]; kind: NodeJS.Signals }

const victims: Victim[] = [
  { name: 'the database', processes: ['database'], kind: 'SIGKILL' },
  { name: 'the server', processes: ['server'], kind: 'SIGKILL' },
  { name: 'every node', processes: ['node-1', 'node-2', 'node-3', 'node-4'], kind: 'SIGKILL' },
  { name: 'the indexer', processes: ['indexer'], kind: 'SIGKILL' },
  { name: 'the processor', processes: ['sandbox'], kind: 'SIGKILL' },
  // The development chain keeps its last blocks when it ends in order; what is final stays on any chain.
  { name: 'the chain', processes: ['chain'], kind: 'SIGTERM' },
]

/** How many of a kind are under way at once. */
const atOnce: Record<Kind, number> = { payment: 2, refund: 2, payout: 1 }

let world: RailsWorld
let sqls: Databases & { close: () => Promise<void> }
let cents = 100
const results: Result[] = []

const becomeWhole = () => expect.poll(isWhole, { timeout: 180_000, intervals: [200] }).toBe(true)

/** Ends a process the moment that the step is reached. Answers when that was, once the process runs again. */
async function killWhen({ count }: Moment, before: number, { processes, kind }: Victim): Promise<number> {
  const running = pidsOf(...processes)
  while ((await count(sqls, world)) === before) await pause(1)
  signal(kind, ...processes)
  const at = Date.now()
  while (pidsOf(...processes).some((pid, i) => pid === running[i])) await pause(100)
  return at
}

test.beforeAll(async () => {
  world = await openWorld()
  sqls = openDatabases()
  await flows.payment(world, 1_000_000)
  await expectExact(world)
})

test.afterAll(async () => {
  await sqls.close()
  const folder = process.env.REPORTS
  if (folder)
    writeReport(
      folder,
      victims.map(({ name }) => name),
      results,
    )
})

for (const kind of ['payment', 'refund', 'payout'] satisfies Kind[])
  for (const moment of moments[kind])
    for (const victim of victims)
      test(`${kind}: ${victim.name} ends when ${moment.name}`, async () => {
        await becomeWhole()
        world.seq = await lastSeq(sqls.server, world)
        const before = await moment.count(sqls, world)
        const killed = killWhen(moment, before, victim)
        const asked = Array.from({ length: atOnce[kind] }, () => flows[kind](world, ++cents))
        const [at] = await Promise.all([killed, ...asked])
        await expectExact(world)
        const seconds = (Date.now() - at) / 1_000
        results.push({ kind, step: moment.name, victim: victim.name, seconds })
        console.log(`${kind} | ${victim.name} | ${moment.name} | exact after ${seconds.toFixed(1)} s`)
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
