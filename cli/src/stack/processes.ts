import { join } from 'node:path'
import { projectDir, type Stack } from './state.ts'
import type { SuperviseParameters } from './supervise.ts'

/** A process of the stack: how it runs, where it answers, which database it owns. */
export type ProcessPlan = SuperviseParameters & { healthUrl: string; database: string }

export type PlanParameters = {
  stack: Stack
  state: string
  databaseUrl: (name: string) => string
  keyFiles: string[]
  webDist: string
}

/** Every process beside chain and database, in the order in which they start. */
export function planProcesses({ stack, state, databaseUrl, keyFiles, webDist }: PlanParameters): ProcessPlan[] {
  const { ports, rpcUrl, deployment } = stack
  const nodeUrls = ports.nodes.map(port => `http://127.0.0.1:${port}`)
  const indexerUrl = `http://127.0.0.1:${ports.indexer}`
  const serverUrl = `http://127.0.0.1:${ports.server}`
  const common = { RPC_URL: rpcUrl, DEPLOYMENT: deployment, NODE_ENV: 'production' }
  const plan = (
    name: string,
    script: string,
    port: number,
    health: string,
    env: Record<string, string>,
  ): ProcessPlan => ({
    name,
    command: [process.execPath, join(projectDir, script)],
    cwd: projectDir,
    logFile: join(state, 'logs', `${name}.log`),
    healthUrl: `http://127.0.0.1:${port}${health}`,
    database: name.replace('-', '_'),
    env: { ...common, PORT: String(port), DATABASE_URL: databaseUrl(name.replace('-', '_')), ...env },
  })

  return [
    { ...plan('indexer', 'indexer/run.ts', ports.indexer, '/v1/status', {}), signal: 'SIGINT' },
    plan('server', 'server/src/main.ts', ports.server, '/api/config', {
      INDEXER_URL: indexerUrl,
      NODES: nodeUrls.join(','),
      STATE: state,
      WEB_DIST: webDist,
      PUBLIC_URL: stack.url,
    }),
    ...ports.nodes.map((port, i) =>
      plan(`node-${i + 1}`, 'node/src/main.ts', port, '/health', {
        NODE_NAME: `node-${i + 1}`,
        KEY_FILE: keyFiles[i] ?? '',
        PEERS: nodeUrls.filter((_, j) => j !== i).join(','),
        SOURCES: serverUrl,
      }),
    ),
  ]
}
