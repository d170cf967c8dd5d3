import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removePostgresData } from '@concordat/cli/stack/postgres.ts'
import { projectDir } from '@concordat/cli/stack/state.ts'

/**
 * Starts the whole stack on this machine, as `npm start` brings it up, in a state folder of its own that goes with it.
 * @param measure What to do with it while it runs.
 */
export async function withStack<T>(measure: (state: string) => Promise<T>): Promise<T> {
  const state = mkdtempSync(join(tmpdir(), 'concordat-bench-'))
  const child = spawn(process.execPath, ['cli/src/main.ts', 'up'], {
    cwd: projectDir,
    env: { ...process.env, CONCORDAT_STATE: state },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise(resolve => child.once('exit', resolve))
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', text => String(text).includes('Concordat runs') && resolve())
      child.once('exit', code => reject(new Error(`The stack stopped with code ${code}.`)))
    })
    return await measure(state)
  } finally {
    child.kill('SIGINT')
    await exited
    removePostgresData(join(state, 'postgres'))
    rmSync(state, { recursive: true, force: true })
  }
}
