import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createPublicClient, createWalletClient, http } from 'viem'
import { deploy } from '../deploy/deploy.ts'
import { readDeployment } from '../deploy/deployment.ts'
import { startAnvil } from './anvil.ts'
import { createDatabase, databasesOf } from './database.ts'
import { deployer, fund, nodeAddress, openQuorum, writeDevWallets } from './development.ts'
import { keepRunning, type Startable } from './keepRunning.ts'
import { endOrphans, isAlive, rememberProcesses } from './orphans.ts'
import { choosePorts } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { type ProcessPlan, planProcesses, planSandbox } from './processes.ts'
import { sandboxKeys } from './sandbox/keys.ts'
import { openAccounts } from './sandbox/openAccounts.ts'
import { bankFolder } from './sandbox/settings.ts'
import { readStack, type Stack, stateDir, writeJson } from './state.ts'
import { type Supervised, supervise } from './supervise.ts'
import { answers, waitUntilAnswers } from './wait.ts'
import { buildWeb } from './web.ts'

export type UpParameters = {
  state?: string
  /** Called as each step begins. */
  onStep?: (step: string) => void
  /** Called when a part refuses to run, with its name and where its log is. */
  onRefusal?: (name: string, logFile: string) => void
}

export type RunningStack = { stack: Stack; stop: () => Promise<void> }

const nodeCount = 4
const k = 2
const day = 86_400

/** Brings up everything on this machine, or says where it already runs. */
export async function up({
  state = stateDir(),
  onStep = () => {},
  onRefusal = () => {},
}: UpParameters = {}): Promise<RunningStack> {
  const last = readStack(state)
  if (last && isAlive(last.pid) && last.pid !== process.pid && (await answers(last.url)))
    return { stack: last, stop: async () => {} }
  mkdirSync(join(state, 'logs'), { recursive: true })
  mkdirSync(bankFolder(state), { recursive: true })
  await endOrphans(state)
  const ports = await choosePorts(nodeCount, last?.ports)
  const url = `http://localhost:${ports.server}`

  const supervised: Supervised[] = []
  const foundations: Supervised[] = []
  const remember = () =>
    rememberProcesses(
      state,
      [...foundations, ...supervised].flatMap(({ name, pid }) => {
        const running = pid()
        return running === undefined ? [] : [{ name, pid: running }]
      }),
    )
  const foundation = async (name: string, start: () => Promise<Startable>) => {
    foundations.push({ name, ...(await keepRunning(start, remember)) })
    remember()
  }

  onStep('chain')
  const logTo = (name: string) => {
    const stream = createWriteStream(join(state, 'logs', `${name}.log`), { flags: 'a' })
    return (text: string) => stream.write(text)
  }
  await foundation('chain', () =>
    startAnvil({ port: ports.chain, stateFile: join(state, 'chain.json'), onLog: logTo('chain') }),
  )
  const rpcUrl = `http://127.0.0.1:${ports.chain}`
  const client = createPublicClient({ transport: http(rpcUrl), pollingInterval: 100 })

  onStep('database')
  const databases = databasesOf(ports)
  const dataDir = join(state, 'postgres')
  if (!databases.own)
    await foundation('database', () => startPostgres({ dataDir, port: ports.database, onLog: logTo('database') }))

  onStep('contracts')
  const deploymentFile = join(state, 'deployments', '31337.json')
  const wallet = createWalletClient({ account: deployer, transport: http(rpcUrl) })
  const deployment = await deploy(client, { wallet })
  const known = readDeployment(deploymentFile)
  if (known && known.genesisHash !== deployment.genesisHash)
    throw new Error(
      `The state folder belongs to another chain (${known.genesisHash}), this one began with ${deployment.genesisHash}: run \`npm run reset\`.`,
    )
  // The first deployment's block stays where indexers begin.
  writeJson(deploymentFile, { ...deployment, block: known?.block ?? deployment.block })

  onStep('quorum')
  const keyFiles = ports.nodes.map((_, i) => join(state, 'keys', `node-${i + 1}`))
  const attestors = keyFiles.map(nodeAddress)
  const arbiters = [1, 2, 3].map(i => nodeAddress(join(state, 'keys', `arbiter-${i}`)))
  await fund(rpcUrl, [...attestors, ...arbiters])
  writeDevWallets(state)
  const facts = deployment.contracts.Facts
  const quorum = await openQuorum(client, { rpcUrl, facts, attestors, k, notice: day })
  const arbiterQuorum = await openQuorum(client, { rpcUrl, facts, attestors: arbiters, k: 1, notice: day })

  const stack: Stack = {
    chainId: deployment.chainId,
    genesisHash: deployment.genesisHash,
    url,
    rpcUrl,
    deployment: deploymentFile,
    quorum,
    arbiters: arbiterQuorum,
    pid: process.pid,
    ports,
  }
  writeJson(join(state, 'stack.json'), stack)

  const start = async (plans: ProcessPlan[]) => {
    for (const plan of plans) await createDatabase(databases.admin, databases.name(plan.database))
    for (const plan of plans)
      supervised.push(supervise(plan, { onStart: remember, onRefusal: () => onRefusal(plan.name, plan.logFile) }))
    // The first start of each came before it was in the list.
    remember()
    for (const plan of plans) {
      onStep(plan.name)
      await waitUntilAnswers(plan.healthUrl, { name: plan.name, logFile: plan.logFile })
    }
  }
  const parts = { stack, state, databaseUrl: databases.url }
  const keys = sandboxKeys(state, nodeCount)
  await start([planSandbox(parts, keys)])
  const sandbox = await openAccounts(stack, state, keys)
  const webDist = await buildWeb(() => onStep('web app'))
  await start(planProcesses(parts, { keyFiles, webDist, sandbox }))

  return {
    stack,
    stop: async () => {
      await Promise.all(supervised.map(part => part.stop()))
      for (const part of foundations.reverse()) await part.stop()
    },
  }
}
