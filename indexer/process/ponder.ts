import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Env } from '../env.ts'

export type PonderProcess = { exited: Promise<number | null>; stop: () => Promise<void> }

const program = fileURLToPath(new URL('./bin/ponder.js', import.meta.resolve('ponder')))
const follow = new URL('./follow.ts', import.meta.url).href
const cwd = fileURLToPath(new URL('..', import.meta.url))

/** Starts `ponder start` on a schema. It ends with this process, however that ends. */
export function startPonder(env: Env, schema: string): PonderProcess {
  const args = ['start', '--schema', schema, '--hostname', env.HOST, '--log-format', 'json', '--log-level', 'warn']
  const child = spawn(process.execPath, ['--import', follow, program, ...args], {
    cwd,
    env: { ...process.env, PORT: String(env.PORT), DATABASE_SCHEMA: schema, PONDER_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exited = new Promise<number | null>(resolve => child.once('exit', resolve))
  child.once('error', () => {})
  return {
    exited,
    stop: async () => {
      // SIGINT releases the schema at once; a killed Ponder's is locked until its heartbeat is old.
      child.kill('SIGINT')
      const killer = setTimeout(() => child.kill('SIGKILL'), 8_000)
      await exited
      clearTimeout(killer)
    },
  }
}

/** Waits until the port is free, because Ponder would silently take the next one. */
export async function waitForPort({ HOST, PORT }: Env, timeoutMs = 10_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await isFree(HOST, PORT))) {
    if (Date.now() > deadline) throw new Error(`Port ${PORT} on ${HOST} is taken: stop what listens there or set PORT.`)
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}
