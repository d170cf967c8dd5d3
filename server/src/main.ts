import { BaseError } from '@concordat/sdk/errors/base.ts'
import { serve } from '@hono/node-server'
import { createPublicClient, http } from 'viem'
import { watchAgreements } from './agreements/watchAgreements.ts'
import { watchNews } from './alerts/watchNews.ts'
import { createApp } from './app.ts'
import { createKeyStore } from './businesses/keyStore.ts'
import type { Context } from './context.ts'
import { claimChain, foreignChain } from './database/claimChain.ts'
import { connect } from './database/connect.ts'
import { migrate } from './database/migrate.ts'
import { developmentChain, readDeployment } from './deployment.ts'
import { createExample } from './dev/example.ts'
import { startMailCatcher } from './dev/mailCatcher.ts'
import { createRooms } from './drafts/rooms.ts'
import { parseEnv } from './env.ts'
import { createHub } from './events/hub.ts'
import { watchBlocks } from './events/watchBlocks.ts'
import { createIndexer } from './indexer/createIndexer.ts'
import { createImporter } from './intake/importer.ts'
import { watchMail } from './mail/watchMail.ts'
import { createProcessors } from './rails/processor.ts'
import { createSeal } from './rails/seal.ts'
import { createRailsWorker } from './rails/worker.ts'

/** Exit code that says: do not start me again, this is another chain or a database of a later version. */
const refused = 3

async function start() {
  const env = parseEnv(process.env)
  const deployment = readDeployment(env.DEPLOYMENT)
  const chain = createPublicClient({ transport: http(env.RPC_URL) })
  const { hash } = await chain.getBlock({ blockNumber: 0n })
  if (hash !== deployment.genesisHash) throw foreignChain(deployment.genesisHash, hash)

  const sql = connect(env.DATABASE_URL)
  await migrate(sql)
  await claimChain(sql, deployment.genesisHash)

  const hub = createHub()
  const indexer = createIndexer(env.INDEXER_URL)
  const keys = createKeyStore(env.STATE)
  const importer = createImporter({ sql, keys, hub, indexer })
  const processors = createProcessors(env.PROCESSORS)
  const example = createExample({
    ...{ sql, keys, hub, indexer, importer, processors, deployment },
    rpcUrl: env.RPC_URL,
    state: env.STATE,
  })
  const catcher = !env.SMTP_URL && deployment.chainId === developmentChain ? await startMailCatcher() : undefined
  const rooms = createRooms({ sql, hub, deployment })
  const context: Context = {
    ...{ catcher, sql, hub, indexer, keys, importer, example, deployment, rooms },
    processors,
    seal: createSeal(env.STATE),
    publicUrl: env.PUBLIC_URL,
    nodes: env.NODES,
    rpcUrl: env.RPC_URL,
    state: env.STATE,
    webDist: env.WEB_DIST,
    writes: { burst: 200, perSecond: 20 },
    visits: { burst: 60, perSecond: 2 },
  }
  const app = createApp(context)

  // Before anybody can reach it: from then on it is to end in order.
  let stopping = false
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  const server = serve({ fetch: app.fetch, port: env.PORT, hostname: env.HOST }, ({ port }) => {
    console.log(`The server listens on http://${env.HOST}:${port}`)
  })

  rooms.attach(server)

  const stops = [watchBlocks(indexer, hub), watchAgreements(sql, indexer), watchNews({ sql, hub, indexer })]
  const smtpUrl = env.SMTP_URL ?? catcher?.url
  const publicUrl = (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, '')
  if (smtpUrl) stops.push(watchMail({ sql, smtpUrl, from: env.MAIL_FROM, publicUrl }))
  await importer.resume()
  const rails = createRailsWorker(context)
  if (deployment.chainId === developmentChain) await example.resume()

  async function stop() {
    if (stopping) return
    stopping = true
    for (const end of stops) end()
    await rooms.stop()
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
    await example.stop()
    await importer.stop()
    await rails.stop()
    await catcher?.stop()
    await sql.end({ timeout: 5 })
    process.exit(0)
  }
}

start().catch(error => {
  const isRefusal = error instanceof BaseError && ['ForeignChain', 'LaterDatabase'].includes(error.code)
  console.error(isRefusal ? error.message : error)
  process.exit(isRefusal ? refused : 1)
})
