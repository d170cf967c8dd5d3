import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

export type SuperviseParameters = {
  name: string
  command: string[]
  env: Record<string, string>
  cwd: string
  logFile: string
  /** How the process wants to be stopped. */
  signal?: NodeJS.Signals
}

export type SuperviseCallbacks = {
  /** Called after each start. */
  onStart: () => void
  /** Called when the process refuses to run: it is not started again. */
  onRefusal: () => void
}

export type Supervised = { name: string; pid: () => number | undefined; stop: () => Promise<void> }

/** Exit code by which a process says that it must not be started again, for example on a foreign chain. */
const refusal = 3

/** Keeps one process running: starts it again when it ends, a little later each time it ends soon after its start. */
export function supervise(parameters: SuperviseParameters, { onStart, onRefusal }: SuperviseCallbacks): Supervised {
  const { name, command, env, cwd, logFile, signal = 'SIGTERM' } = parameters
  mkdirSync(dirname(logFile), { recursive: true })
  const log = createWriteStream(logFile, { flags: 'a' })
  let child: ChildProcess | undefined
  let stopping = false
  let quickExits = 0
  let ended: Promise<void> = Promise.resolve()

  const start = () => {
    if (stopping) return
    const startedAt = Date.now()
    const [program = '', ...args] = command
    child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout?.pipe(log, { end: false })
    child.stderr?.pipe(log, { end: false })
    onStart()
    ended = new Promise(resolve => {
      child?.once('exit', code => {
        resolve()
        if (stopping) return
        log.write(`-- ${name} ended with code ${code}\n`)
        if (code === refusal) return onRefusal()
        quickExits = Date.now() - startedAt < 10_000 ? quickExits + 1 : 0
        setTimeout(start, Math.min(200 * 2 ** quickExits, 10_000))
      })
    })
  }
  start()

  return {
    name,
    pid: () => child?.pid,
    stop: async () => {
      stopping = true
      child?.kill(signal)
      const killer = setTimeout(() => child?.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(killer)
      log.end()
    },
  }
}
