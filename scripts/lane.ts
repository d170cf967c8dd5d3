// Runs a lane of checks step by step, stops at the first failure, and says how long each step took.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

type Step = {
  name: string
  command: string[]
  cwd?: string
  env?: Record<string, string>
  /** Begun at once, since it needs no earlier step and one core; what it says is told at its turn. */
  isAhead?: true
}

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (name: string) => `${root}node_modules/.bin/${name}`
const forge = process.env.FORGE_PATH ?? bin('forge')
const contracts = `${root}contracts`

const check: Step[] = [
  { name: 'lockfile as committed', command: ['git', 'diff', '--exit-code', '--stat', 'package-lock.json'] },
  { name: 'format and lint', command: [bin('biome'), 'ci', '--error-on-warnings'] },
  ...['sdk', 'node', 'server', 'sandbox', 'cli', 'indexer', 'web', 'e2e'].map(workspace => ({
    name: `types of ${workspace}`,
    command: [bin('tsc'), '-p', workspace],
  })),
  { name: 'file sizes', command: [process.execPath, 'scripts/sizes.ts'] },
  { name: 'contract format', command: [forge, 'fmt', '--check'], cwd: contracts },
  { name: 'generated code is current', command: [process.execPath, 'scripts/generate.ts', '--check'], isAhead: true },
  { name: 'bytecode sizes', command: [process.execPath, 'scripts/bytecode.ts', '--check'] },
]

const testProfile = { cwd: contracts, env: { FOUNDRY_PROFILE: 'test' } }
const compileTests: Step = {
  ...testProfile,
  name: 'contract tests are compiled',
  command: [forge, 'build'],
  isAhead: true,
}

const contractTests: Step = {
  ...testProfile,
  name: 'contract tests',
  command: [forge, 'test', '--summary'],
  env: { ...testProfile.env, FORGE_SNAPSHOT_CHECK: 'true' },
}

const fast: Step[] = [
  ...check,
  compileTests,
  contractTests,
  { name: 'TypeScript tests', command: [bin('vitest'), 'run'] },
]

const all: Step[] = [...fast, { name: 'browser and fault stories', command: [bin('playwright'), 'test', '-c', 'e2e'] }]

const long: Step[] = [
  { name: 'contracts', command: [process.execPath, 'scripts/generate.ts', '--check'] },
  {
    ...contractTests,
    name: 'contract tests, 10,000 runs',
    env: {
      FOUNDRY_PROFILE: 'test',
      FOUNDRY_FUZZ_RUNS: '10000',
      FOUNDRY_INVARIANT_RUNS: '512',
      FOUNDRY_INVARIANT_DEPTH: '128',
    },
  },
  {
    name: 'properties, 10,000 runs',
    command: [bin('vitest'), 'run', '--project', 'sdk', 'fold.property', '--testTimeout', '900000'],
    env: { PROPERTY_RUNS: '10000' },
  },
  {
    name: 'kills at every step, three years',
    command: [bin('playwright'), 'test', '-c', 'e2e/long'],
    env: { REPORTS: `${root}docs/reports` },
  },
]

const lanes: Record<string, Step[]> = { check, fast, all, long }
const lane = lanes[process.argv[2] ?? '']
if (!lane) {
  console.error(`Unknown lane ${process.argv[2]}: expected ${Object.keys(lanes).join(', ')}.`)
  process.exit(1)
}

const environment = (env: Step['env'] = {}) => ({
  ...process.env,
  PATH: `${root}node_modules/.bin:${process.env.PATH}`,
  // Tests start hundreds of processes of the same few programs.
  NODE_COMPILE_CACHE: `${root}node_modules/.cache/compiled`,
  ...env,
})

const stop = new AbortController()

/** Runs a step before its turn; the answer says how it ended and shows what it said. */
function runAhead({ command: [program = '', ...args], cwd = root, env }: Step): () => Promise<number> {
  const ended = new Promise<{ status: number; said: string }>(resolve => {
    const options = { cwd, env: environment(env), maxBuffer: 100_000_000, signal: stop.signal }
    execFile(program, args, options, (error, out, err) => resolve({ status: error ? 1 : 0, said: out + err }))
  })
  return async () => {
    const { status, said } = await ended
    process.stdout.write(said)
    return status
  }
}

async function run({ command: [program = '', ...args], cwd = root, env }: Step): Promise<number> {
  const [status] = await once(spawn(program, args, { cwd, stdio: 'inherit', env: environment(env) }), 'exit')
  return status ?? 1
}

const began = Date.now()
const times: string[] = []
const ahead = new Map(lane.filter(({ isAhead }) => isAhead).map(step => [step, runAhead(step)]))
for (const [i, step] of lane.entries()) {
  console.log(`\n[${i + 1}/${lane.length}] ${step.name}`)
  const start = Date.now()
  const status = await (ahead.get(step)?.() ?? run(step))
  times.push(`${((Date.now() - start) / 1_000).toFixed(1).padStart(7)} s  ${step.name}`)
  if (status !== 0) {
    console.error(`\nFailed: ${step.name}\n${times.join('\n')}\n${i} passed, 1 failed`)
    stop.abort()
    process.exit(1)
  }
}
console.log(`\n${times.join('\n')}\n${((Date.now() - began) / 1_000).toFixed(1).padStart(7)} s  together`)
console.log(`${lane.length} passed, 0 failed`)
