// Runs the contracts' tests folder by folder, two folders at a time: one compilation of everything takes the wasm compiler
// many times as long as its parts.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const contracts = fileURLToPath(new URL('../contracts', import.meta.url))
const forge = process.env.FORGE_PATH ?? fileURLToPath(new URL('../node_modules/.bin/forge', import.meta.url))
// The slowest to compile come first.
const groups = [
  'splits/**',
  'agreements/**',
  'invariant/Splits*',
  'payments/**',
  'ledger/**',
  'facts/**',
  'invariant/{Ledger,Facts,Payments}*',
]

async function run(group: string): Promise<boolean> {
  const name = group.replaceAll(/[^A-Za-z]+/g, '-')
  const began = Date.now()
  const child = spawn(forge, ['test', '--match-path', `test/${group}`], {
    cwd: contracts,
    env: { ...process.env, FOUNDRY_OUT: `out/tests/${name}`, FOUNDRY_CACHE_PATH: `cache/tests/${name}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const code = await new Promise(resolve => child.once('exit', resolve))
  const seconds = ((Date.now() - began) / 1_000).toFixed(0)
  const summary =
    output
      .trimEnd()
      .split('\n')
      .findLast(line => line.includes('tests passed')) ?? ''
  console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${group.padEnd(36)} ${seconds.padStart(4)} s  ${summary}`)
  if (code !== 0) console.log(output.slice(-8_000))
  return code === 0
}

const waiting = [...groups]
const results: boolean[] = []
async function worker() {
  for (let group = waiting.shift(); group; group = waiting.shift()) results.push(await run(group))
}
await Promise.all([worker(), worker()])
process.exit(results.every(Boolean) ? 0 : 1)
