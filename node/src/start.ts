import { type ServerType, serve } from '@hono/node-server'
import type { Hono } from 'hono'
import pRetry from 'p-retry'
import type { Address } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { connectChain, requireOwnChain } from './chain/connect.ts'
import { migrate } from './database/migrate.ts'
import { lockDatabase, openDatabase } from './database/open.ts'
import { readDeployment } from './deployment.ts'
import type { Env } from './env.ts'
import { readKey, requireOwnKey } from './key.ts'
import type { Log } from './log.ts'
import { createPipeline } from './pipeline.ts'
import { Refusal } from './refusal.ts'

export type StartParameters = {
  env: Env
  log: Log
  /** Called when the node must end: the chain is another one, or the database was lost. */
  onFatal: (error: unknown) => void
}

export type RunningNode = {
  address: Address
  /** The port it answers on. */
  port: number
  stop: () => Promise<void>
}

/** Starts a node: takes its database, checks that chain and key are its own, answers over HTTP, and begins to work. */
export async function startNode({ env, log, onFatal }: StartParameters): Promise<RunningNode> {
  const deployment = readDeployment(env.DEPLOYMENT)
  const privateKey = readKey(env.KEY_FILE)
  const { address } = privateKeyToAccount(privateKey)
  const onLost = () => onFatal(new Error('The connection that holds the database was lost.'))
  const release = await lockDatabase({ url: env.DATABASE_URL, onLost })
  const sql = openDatabase(env.DATABASE_URL)
  const close = async () => {
    await sql.end({ timeout: 5 })
    await release()
  }
  try {
    await migrate(sql)
    await requireOwnKey(sql, address)
    const client = connectChain(env.RPC_URL, deployment.chainId)
    const genesisHash = await pRetry(() => requireOwnChain(client, sql, deployment), {
      retries: 20,
      minTimeout: 200,
      maxTimeout: 3_000,
      shouldRetry: ({ error }) => !(error instanceof Refusal),
    })
    const pipeline = await createPipeline({ env, log, onFatal, deployment, privateKey, sql, client, genesisHash })
    const { server, port } = await listen(pipeline.app, env)
    log('started', { address, port, genesisHash, peers: env.PEERS, sources: env.SOURCES })
    pipeline.start()
    return {
      address,
      port,
      stop: async () => {
        await new Promise(resolve => server.close(resolve))
        await pipeline.stop()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

function listen(app: Hono, { HOST, PORT }: Env): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: HOST, port: PORT }, ({ port }) => {
      // Connections of peers are kept open; a stopping node does not wait for them.
      if ('keepAliveTimeout' in server) server.keepAliveTimeout = 1_000
      resolve({ server, port })
    })
    server.once('error', reject)
  })
}
