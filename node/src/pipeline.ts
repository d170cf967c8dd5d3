import type { Hex, PublicClient } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { listBusinesses } from './agreements/find.ts'
import { requireOwnChain } from './chain/connect.ts'
import { followChain } from './chain/follow.ts'
import { signRegularly } from './checkpoints/regular.ts'
import { createCheckpointRoutes } from './checkpoints/routes.ts'
import type { Sql } from './database/open.ts'
import type { Deployment } from './deployment.ts'
import { markConfirmed } from './facts/confirm.ts'
import { createQuorums } from './facts/quorums.ts'
import { type Decided, saveDecisions } from './facts/save.ts'
import { createSigner } from './facts/signDecisions.ts'
import { createApp } from './http/app.ts'
import { createMetrics } from './http/metrics.ts'
import { listKeeperTasks } from './keeper/listTasks.ts'
import { type Loop, startLoop } from './loop.ts'
import { createPeer } from './peers/exchange.ts'
import { createRefusals } from './peers/refusals.ts'
import { createSignatureCheck } from './processors/authorise.ts'
import { createBank } from './processors/bank/port.ts'
import { createReader } from './processors/read.ts'
import { reopenUnknown } from './processors/reopen.ts'
import { createStripe } from './processors/stripe.ts'
import { Refusal } from './refusal.ts'
import { decideRows } from './rows/decideRows.ts'
import { createPoll } from './rows/poll.ts'
import type { StartParameters } from './start.ts'
import type { NodeState } from './state.ts'
import { listTasks } from './submit/listTasks.ts'
import { createSender } from './submit/send.ts'
import type { Task } from './submit/task.ts'
import { createWallet } from './submit/wallet.ts'

const developmentChain = 31_337
const idleMs = 2_000
const pollsPerHealing = 50
const pullEveryMs = 30_000
const keepEveryMs = 10_000

export type PipelineParameters = StartParameters & {
  deployment: Deployment
  privateKey: Hex
  sql: Sql
  client: PublicClient
  genesisHash: Hex
}

/** Wires source -> decide -> sign -> share -> submit: a loop for each, woken by the one before. */
export async function createPipeline(parameters: PipelineParameters) {
  const { env, log, onFatal, deployment, privateKey, sql, client, genesisHash } = parameters
  const { contracts, chainId } = deployment
  const account = privateKeyToAccount(privateKey)
  const self = account.address
  const isDevelopment = chainId === developmentChain
  const depth = env.DEPTH ?? (isDevelopment ? 0 : 'finalized')
  const takeoverMs = env.TAKEOVER_MS ?? (isDevelopment ? 4_000 : 60_000)

  const quorums = createQuorums(sql, self)
  await quorums.refresh()
  // Versions before could miss the signature that was one more than k when two came at the same time.
  await markConfirmed(sql)
  const refusals = createRefusals()
  const metrics = createMetrics()
  const [before] = await sql<{ count: number }[]>`select count(*) as count from decisions where digest is not null`
  let decided = before?.count ?? 0
  let isCaughtUp = false
  let hasPulled = false
  let chainChanged = true
  let keptAt = 0
  let keeperTasks: Task[] = []

  const accept = { sql, quorums, chainId, facts: contracts.Facts, refusals, log }
  const peers = env.PEERS.map(url => createPeer({ url, sql, self, accept, onStored: () => wake('submit') }))
  const signDecisions = createSigner({ sql, self, privateKey })
  const isSigned = createSignatureCheck(client)
  const ports = env.PROCESSORS.map(settings =>
    settings.rail === 'bank' ? createBank({ settings, log }) : createStripe({ settings, isSigned }),
  )
  const connected = ports.map(port => port.name)
  await reopenUnknown(sql, connected)
  const wallet = createWallet({ client, account, rpcUrl: env.RPC_URL })
  const sender = createSender({ client, wallet, self, takeoverMs, log, onSent: () => metrics.transactions.inc() })

  const checkpoints = {
    ...{ sql, client, quorums, self, privateKey, chainId, genesisHash, accept },
    facts: contracts.Facts,
    peers: env.PEERS,
    isReady: () => hasPulled,
  }

  const loops = new Map<string, Loop>()
  const wake = (...names: string[]) => {
    for (const [name, loop] of loops) if (names.includes(name.split(' ')[0] ?? '')) loop.wake()
  }

  async function follow(): Promise<boolean> {
    const { more, changed } = await followChain({
      client,
      sql,
      deployment,
      depth,
      requireOwn: () => requireOwnChain(client, sql, deployment),
      onWentBack: height => {
        log('chainWentBack', { height })
        metrics.wentBack.inc()
        sender.reset()
      },
    })
    if (changed) {
      if (await quorums.refresh()) await markConfirmed(sql)
      chainChanged = true
      wake('decide', 'submit')
    }
    if (!more && !isCaughtUp) {
      isCaughtUp = true
      wake('pull')
    }
    return more
  }

  async function save(entries: Decided[]) {
    const saved = await saveDecisions(sql, { self, chainId, facts: contracts.Facts }, entries)
    decided += saved.decided
    metrics.decisions.inc({ outcome: 'fact' }, saved.decided)
    metrics.decisions.inc({ outcome: 'dissent' }, saved.dissents.length)
    for (const { seq, topic, subject, code, message } of saved.dissents)
      log('dissent', { seq, topic, subject, code, message })
  }

  async function decide(): Promise<boolean> {
    // What this node once signed and peers still have is known before it decides anything.
    if (!hasPulled) return false
    const more = await decideRows({ sql, contracts, chainId, connected, isMember: quorums.isMember, save })
    if ((await signDecisions()) > 0) wake('push', 'submit')
    return more
  }

  async function submit(): Promise<boolean> {
    const common = { sql, contracts, quorums, self, takeoverMs }
    const tasks = await listTasks({
      ...common,
      resting: sender
        .resting()
        .filter(id => /^\d+$/.test(id))
        .map(Number),
    })
    if (chainChanged || keeperTasks.length > 0 || Date.now() - keptAt > keepEveryMs) {
      chainChanged = false
      keptAt = Date.now()
      keeperTasks = await listKeeperTasks({
        ...common,
        settleMs: env.SETTLE_MS,
        closesByDefault: env.KEEPER_DEFAULT_CLOSE,
      })
    }
    return sender.turn([...tasks, ...keeperTasks])
  }
  async function pullAll(): Promise<void> {
    // Before the chain is read the node knows no quorum, and can tell no attestor from a stranger.
    if (!isCaughtUp) return
    const pulls = await Promise.allSettled(peers.map(peer => peer.pull()))
    for (const [i, pull] of pulls.entries())
      if (pull.status === 'rejected') log('peerSilent', { peer: peers[i]?.state.url, error: pull.reason })
    if (!hasPulled) wake('decide')
    hasPulled = true
  }

  const state: NodeState = {
    name: env.NODE_NAME,
    address: self,
    genesisHash,
    quorums,
    refusals,
    peers: () => peers.map(peer => peer.state),
    decided: () => decided,
    isCaughtUp: () => isCaughtUp,
    failures: () =>
      [...loops]
        .filter(([name]) => !name.startsWith('push') && name !== 'pull')
        .flatMap(([name, loop]) => (loop.failure() === null ? [] : [`${name}: ${loop.failure()}`])),
    stuck: sender.refused,
  }

  function start() {
    const run = (name: string, pauseMs: number, turn: () => Promise<boolean | undefined>) => {
      const isFatal = (error: unknown) => error instanceof Refusal
      loops.set(name, startLoop({ name, pauseMs, turn, log, isFatal, onFatal }))
    }
    run('follow', env.POLL_MS, follow)
    run('pull', pullEveryMs, async () => {
      await pullAll()
      return false
    })
    run('decide', idleMs, decide)
    for (const peer of peers) run(`push ${peer.state.url}`, idleMs, peer.push)
    run('submit', env.POLL_MS, submit)
    run('checkpoint', idleMs, async () => {
      const signed = await signRegularly(checkpoints, env.CHECKPOINT_EVERY)
      if (signed > 0) wake('push')
      return signed > 0
    })
    const businesses = () =>
      listBusinesses(
        sql,
        quorums.own().map(({ quorum }) => quorum),
      )
    const healEveryMs = env.POLL_MS * pollsPerHealing
    const reading = { sql, account, businesses, onRows: () => wake('processor', 'decide'), log, healEveryMs }
    for (const port of ports)
      run(
        `processor ${port.name}`,
        env.POLL_MS,
        createReader({ sql, port, onRecords: () => wake('decide'), againMs: 10 * env.POLL_MS }),
      )
    for (const source of env.SOURCES) run(`source ${source}`, env.POLL_MS, createPoll({ ...reading, source }))
  }

  const routes = createCheckpointRoutes(checkpoints)
  return {
    app: createApp({ sql, state, metrics, accept, routes, onStored: () => wake('submit'), log }),
    start,
    stop: async () => {
      await Promise.all([...loops.values()].map(loop => loop.stop()))
    },
  }
}
