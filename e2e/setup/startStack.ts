import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { concordat, projectDir } from './stack.ts'

/** Starts the whole product the way a user does, in a state folder of its own, and removes it afterwards. */
export default async function startStack() {
  const state = mkdtempSync(join(tmpdir(), 'concordat-e2e-'))
  process.env.CONCORDAT_STATE = state
  const child = spawn(concordat.program, [...concordat.args, 'up'], {
    cwd: projectDir,
    env: { ...process.env, CONCORDAT_STATE: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (output.includes('Concordat runs')) resolve()
      })
    child.once('exit', code => reject(new Error(`\`concordat up\` ended with code ${code}:\n${output}`)))
  })
  console.log(output.split('\nTry')[0])

  return async () => {
    const ended = new Promise(resolve => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    rmSync(state, { recursive: true, force: true })
  }
}
