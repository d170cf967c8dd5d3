import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OpinionView } from '@concordat/sdk/views.ts'
import { parseEnv } from '../src/env.ts'
import type { getHealth } from '../src/http/health.ts'
import type { Log } from '../src/log.ts'
import { type RunningNode, startNode } from '../src/start.ts'
import { freePort, nodeKey, type Stack } from './stack.ts'

export type TestNode = RunningNode & { url: string; events: { event: string; details: Record<string, unknown> }[] }
export type NodesParameters = { count: number; sources: string[]; env?: Record<string, string>; prefix?: string }

/** The environments of nodes that know each other. */
export async function planNodes(stack: Stack, { count, sources, env = {}, prefix = 'node' }: NodesParameters) {
  const ports = await Promise.all(Array.from({ length: count }, freePort))
  const urls = ports.map(port => `http://127.0.0.1:${port}`)
  return Promise.all(
    ports.map(async (port, i) => {
      const keyFile = join(stack.folder, `${prefix}-${i}.key`)
      writeFileSync(keyFile, nodeKey(i))
      return {
        NODE_NAME: `${prefix}-${i}`,
        RPC_URL: stack.rpcUrl,
        DATABASE_URL: await stack.createDatabase(`${prefix}_${i}`),
        DEPLOYMENT: stack.deploymentFile,
        KEY_FILE: keyFile,
        PORT: String(port),
        PEERS: urls.filter((_, j) => j !== i).join(','),
        SOURCES: sources.join(','),
        POLL_MS: '100',
        TAKEOVER_MS: '700',
        SETTLE_MS: '200',
        ...env,
      }
    }),
  )
}

/** Runs a node inside the test's process. */
export async function runNode(variables: Record<string, string>): Promise<TestNode> {
  const events: TestNode['events'] = []
  const log: Log = (event, details = {}) => {
    events.push({ event, details })
    if (process.env.NODE_TEST_LOG)
      console.log(
        variables.NODE_NAME,
        event,
        JSON.stringify(details, (_, value) =>
          typeof value === 'bigint' ? String(value) : value instanceof Error ? value.stack : value,
        ),
      )
  }
  const onFatal = (error: unknown) => events.push({ event: 'fatal', details: { error } })
  const node = await startNode({ env: parseEnv(variables), log, onFatal })
  return { ...node, url: `http://127.0.0.1:${node.port}`, events }
}

export type Health = Awaited<ReturnType<typeof getHealth>>

export async function healthOf({ url }: { url: string }): Promise<Health> {
  return (await (await fetch(`${url}/health`)).json()) as Health
}

export async function decisionsOf({ url }: { url: string }, query = ''): Promise<(OpinionView & { id: number })[]> {
  return ((await (await fetch(`${url}/decisions?${query}`)).json()) as { decisions: (OpinionView & { id: number })[] })
    .decisions
}
