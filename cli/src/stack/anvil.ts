import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createPublicClient, createTestClient, http } from 'viem'
import { z } from 'zod'
import { anvilPath } from './platform.ts'
import { writeJson } from './state.ts'

export type StartAnvilParameters = {
  port: number
  /** Where the chain is kept; without it the chain is forgotten on exit. */
  stateFile?: string
  onLog?: (text: string) => void
}

export type Anvil = {
  url: string
  pid: number
  stop: () => Promise<void>
  exited: Promise<void>
}

/** Starts the development chain on loopback (chain id 31337) and waits until it answers. */
export async function startAnvil({ port, stateFile, onLog = () => {} }: StartAnvilParameters): Promise<Anvil> {
  const state = stateFile ? ['--state', stateFile, '--state-interval', '2', ...sameGenesis(stateFile)] : []
  const child = spawn(anvilPath(), ['--host', '127.0.0.1', '--port', String(port), '--order', 'fifo', ...state], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      onLog(text)
      log = (log + text).slice(-2000)
    })
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  let failure: Error | undefined
  child.once('error', error => {
    failure = error
  })
  child.once('exit', code => {
    failure ??= new Error(`The chain stopped with code ${code}:\n${log}`)
  })

  const url = `http://127.0.0.1:${port}`
  const client = createPublicClient({ transport: http(url, { retryCount: 0, timeout: 2_000 }) })
  // Waiting for its own words makes sure that what answers is this process, not another on the same port.
  while (!log.includes(`Listening on 127.0.0.1:${port}`)) {
    if (failure) throw failure
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  await client.getChainId()
  if (stateFile) await beginMining(url)

  return {
    url,
    pid: child.pid as number,
    exited,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}

const Beginning = z.object({ timestamp: z.number() })

/**
 * Anvil makes a first block of its own with each start, and keeps it beside the one that it reads from the file: of two that
 * differ either one can be the chain's the next time. Dated alike they are the same. The clock stands there until it is set.
 */
function sameGenesis(stateFile: string): string[] {
  const file = `${stateFile}.beginning`
  if (!existsSync(file)) writeJson(file, { timestamp: now() })
  const { timestamp } = Beginning.parse(JSON.parse(readFileSync(file, 'utf8')))
  return ['--timestamp', String(timestamp), '--no-mining']
}

/** Whoever waited for the chain gets no block before the clock is right. */
async function beginMining(url: string): Promise<void> {
  const control = createTestClient({ mode: 'anvil', transport: http(url) })
  await control.request({ method: 'evm_setTime' as never, params: [now()] as never })
  await control.setAutomine(true)
}

const now = () => Math.floor(Date.now() / 1_000)
