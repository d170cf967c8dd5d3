import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { databasesOf, dropDatabase } from './database.ts'
import { endOrphans, isAlive } from './orphans.ts'
import { removePostgresData } from './postgres.ts'
import { readStack, stateDir } from './state.ts'

/** Stops what runs and removes the chain and every database, key and log of the state folder. */
export async function reset(state = stateDir()): Promise<void> {
  const stack = readStack(state)
  if (stack && isAlive(stack.pid)) {
    process.kill(stack.pid, 'SIGTERM')
    for (let i = 0; i < 150 && isAlive(stack.pid); i++) await new Promise(resolve => setTimeout(resolve, 100))
  }
  await endOrphans(state)
  if (stack) {
    const databases = databasesOf(stack.ports)
    if (databases.own)
      for (const name of ['sandbox', 'indexer', 'server', ...stack.ports.nodes.map((_, i) => `node_${i + 1}`)])
        await dropDatabase(databases.admin, databases.name(name))
  }
  removePostgresData(join(state, 'postgres'))
  rmSync(state, { recursive: true, force: true })
}
