import { join } from 'node:path'
import type { SandboxKeys } from './sandbox/keys.ts'
import type { SandboxAccess } from './sandbox/openAccounts.ts'
import { nodeProcessors, serverProcessors } from './sandbox/settings.ts'
import { projectDir, type Stack } from './state.ts'
import type { SuperviseParameters } from './supervise.ts'

/** A process of the stack: how it runs, where it answers, which database it owns. */
export type ProcessPlan = SuperviseParameters & { healthUrl: string; database: string }

export type PlanParameters = {
  stack: Stack
  state: string
  databaseUrl: (name: string) => string
}

type Part = { name: string; script: string; port: number; health: string; env: Record<string, string> }

function plan({ state, databaseUrl }: PlanParameters, { name, script, port, health, env }: Part): ProcessPlan {
  const database = name.replace('-', '_')
  return {
    name,
    command: [process.execPath, join(projectDir, script)],
    cwd: projectDir,
    logFile: join(state, 'logs', `${name}.log`),
    healthUrl: `http://127.0.0.1:${port}${health}`,
    database,
    env: {
      NODE_ENV: 'production',
      // What a process compiled at its start is ready at the next one's: a third of the time to start.
      NODE_COMPILE_CACHE: join(projectDir, 'node_modules/.cache/compiled'),
      PORT: String(port),
      DATABASE_URL: databaseUrl(database),
      ...env,
    },
  }
}

/** The processor of the development chain, which the others are told of once it answers. */
export function planSandbox(parameters: PlanParameters, { secret, readers }: SandboxKeys): ProcessPlan {
  const port = parameters.stack.ports.sandbox
  const env = { KEYS: [secret, ...readers].join(), PUBLIC_URL: sandboxUrl(parameters.stack) }
  return plan(parameters, { name: 'sandbox', script: 'sandbox/src/main.ts', port, health: '/health', env })
}

/** Where a browser finds the sandbox. */
export const sandboxUrl = ({ ports }: Pick<Stack, 'ports'>) => `http://localhost:${ports.sandbox}`

export type Told = { keyFiles: string[]; webDist: string; sandbox: SandboxAccess }

/** Every process beside chain, database and sandbox, in the order in which they start. */
export function planProcesses(parameters: PlanParameters, { keyFiles, webDist, sandbox }: Told): ProcessPlan[] {
  const { stack, state } = parameters
  const { ports, rpcUrl, deployment } = stack
  const nodeUrls = ports.nodes.map(port => `http://127.0.0.1:${port}`)
  const common = { RPC_URL: rpcUrl, DEPLOYMENT: deployment }
  const indexer = {
    ...{ name: 'indexer', script: 'indexer/run.ts', port: ports.indexer, health: '/v1/status' },
    env: common,
  }
  const server = {
    ...{ name: 'server', script: 'server/src/main.ts', port: ports.server, health: '/api/config' },
    env: {
      ...common,
      INDEXER_URL: `http://127.0.0.1:${ports.indexer}`,
      NODES: nodeUrls.join(','),
      STATE: state,
      WEB_DIST: webDist,
      PUBLIC_URL: stack.url,
      PROCESSORS: serverProcessors(sandbox),
    },
  }
  const nodes = ports.nodes.map((port, i) => ({
    ...{ name: `node-${i + 1}`, script: 'node/src/main.ts', port, health: '/health' },
    env: {
      ...common,
      NODE_NAME: `node-${i + 1}`,
      KEY_FILE: keyFiles[i] ?? '',
      PEERS: nodeUrls.filter((_, j) => j !== i).join(','),
      SOURCES: `http://127.0.0.1:${ports.server}`,
      PROCESSORS: nodeProcessors(sandbox, i, state),
    },
  }))
  return [{ ...plan(parameters, indexer), signal: 'SIGINT' }, ...[server, ...nodes].map(part => plan(parameters, part))]
}
