import { serve } from '@hono/node-server'
import { createApp } from './app.ts'
import { openPlatforms } from './control/reset.ts'
import { connect } from './database/connect.ts'
import { migrate } from './database/migrate.ts'
import type { Env } from './env.ts'
import { platformsOf } from './processor/platforms.ts'
import { createWorker } from './worker/worker.ts'
import { readWorld, type World } from './world.ts'

export type Sandbox = { url: string; world: World; stop: () => Promise<void> }

/** Starts the sandbox and returns when it answers. `now` is the clock it goes by. */
export async function start(env: Env, now: () => number = Date.now): Promise<Sandbox> {
  const sql = connect(env.DATABASE_URL)
  await migrate(sql)
  const world: World = {
    sql,
    platforms: platformsOf(env.KEYS),
    url: env.PUBLIC_URL?.replace(/\/$/, '') ?? '',
    seed: env.SEED,
    now,
    wake: () => {},
  }
  await readWorld(sql, env.SEED)
  await openPlatforms(world)

  const app = createApp(world)
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const listening = serve({ fetch: app.fetch, port: env.PORT, hostname: env.HOST }, ({ port }) => {
      world.url ||= `http://${env.HOST}:${port}`
      resolve(listening)
    })
    listening.once('error', reject)
  })
  const worker = createWorker(world)
  worker.start()

  return {
    url: world.url,
    world,
    stop: async () => {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await worker.stop()
      await sql.end({ timeout: 5 })
    },
  }
}
