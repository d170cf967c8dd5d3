// Starts the indexer and keeps it on the chain that the deployment names: `node indexer/run.ts`.
import postgres from 'postgres'
import { createPublicClient, http } from 'viem'
import { type Deployment, readDeployment, readEnv } from './env.ts'
import { compareWithChain } from './process/compare.ts'
import { startPonder, waitForPort } from './process/ponder.ts'
import { dropUnused, forgetCache, freshName, listSchemas, nameSchema, numberOf } from './process/schemas.ts'
import { watch } from './process/watch.ts'

/** Exit code that tells a supervisor not to start this again. */
const REFUSAL = 3

const env = readEnv()
const prefix = env.DATABASE_SCHEMA
const sql = postgres(env.DATABASE_URL, { max: 2, onnotice: () => {} })
const client = createPublicClient({ transport: http(env.RPC_URL, { batch: true, retryCount: 1, timeout: 5_000 }) })
const stopping = new AbortController()
const stopped = new Promise<'stopped'>(resolve => stopping.signal.addEventListener('abort', () => resolve('stopped')))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort())

for (let isFirst = true; !stopping.signal.aborted; isFirst = false) {
  const deployment = await waitForDeployment(isFirst)
  if (!deployment) break
  const schema = await chooseSchema(deployment)
  await waitForPort(env)
  await forgetCache(sql, deployment.chainId)
  for (const name of await dropUnused(sql, prefix, schema)) log(`dropped ${name}`)

  log(`indexing into ${schema}`)
  const ponder = startPonder(env, schema)
  const watching = new AbortController()
  const parameters = { schema, genesisHash: deployment.genesisHash, isLive, signal: watching.signal }
  const why = await Promise.race([stopped, ponder.exited, watch(sql, client, parameters)])
  watching.abort()
  await ponder.stop()
  if (why === 'stopped') break
  log(typeof why === 'string' ? `begins again: ${why}` : `begins again: Ponder ended with code ${why}`)
  await new Promise(resolve => setTimeout(resolve, 1_000))
}
await sql.end()

/** The deployment once it is the chain's: a chain that was reset gets its contracts, and its file, a little later. */
async function waitForDeployment(isFirst: boolean): Promise<Deployment | undefined> {
  const deadline = Date.now() + (isFirst ? 5_000 : 60_000)
  while (!stopping.signal.aborted) {
    const genesis = await client.getBlock({ blockNumber: 0n }).catch(() => undefined)
    const deployment = readDeployment(env.DEPLOYMENT)
    if (genesis?.hash === deployment.genesisHash) return deployment
    if (genesis && Date.now() > deadline) {
      log(`ForeignChain: the deployment's chain began with ${deployment.genesisHash}, this one with ${genesis.hash}`)
      process.exitCode = REFUSAL
      return
    }
    await new Promise(resolve => setTimeout(resolve, 500))
  }
}

/** The newest rows of this build that agree with the chain, or fresh ones. */
async function chooseSchema(deployment: Deployment): Promise<string> {
  const base = nameSchema(prefix, deployment)
  const names = (await listSchemas(sql, prefix)).map(({ name }) => name)
  const own = names
    .filter(name => name === base || name.startsWith(`${base}_`))
    .sort((a, b) => numberOf(b) - numberOf(a))
  const [newest] = own
  if (newest && (await compareWithChain(sql, newest, client)).differsAt === undefined) return newest
  return freshName(base, own)
}

async function isLive(): Promise<boolean> {
  return (await fetch(`http://${env.HOST}:${env.PORT}/ready`)).ok
}

function log(message: string): void {
  console.log(JSON.stringify({ time: new Date().toISOString(), process: 'indexer', message }))
}
