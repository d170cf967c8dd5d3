import type { Sql } from 'postgres'
import type { Hex, PublicClient } from 'viem'
import { type Comparison, compareWithChain } from './compare.ts'

/** Why an indexer has to be stopped: the chain is another one, its rows are another chain's, or it has stopped reading. */
export type Alarm = 'foreignChain' | 'staleRows' | 'stalled'

/** Ponder follows reorganisations down to this many blocks below its head. */
const followed = 30
/** How long, in milliseconds, it may take to follow one, or to read a new block. */
const patience = 15_000

type State = { differing: number; since: number; indexed: number }

/** Judges one look at the chain; pure but for the state it is given. */
export function judge(state: State, { indexed, head, differsAt, depth }: Comparison, now: number): Alarm | undefined {
  // A single look can fall between a reorganisation and its reading.
  state.differing = differsAt === undefined ? 0 : state.differing + 1
  if (state.differing >= 2 && depth > followed) return 'staleRows'
  if (indexed !== state.indexed || (differsAt === undefined && indexed >= head)) {
    state.indexed = indexed
    state.since = now
    return
  }
  if (now - state.since < patience) return
  return differsAt === undefined ? 'stalled' : 'staleRows'
}

export type WatchParameters = {
  schema: string
  genesisHash: Hex
  /** Whether the past has been read, so that new blocks are expected to be read at once. */
  isLive: () => Promise<boolean>
  signal: AbortSignal
  intervalMs?: number
}

/** Looks at the chain every second until something is wrong; an unreachable chain or database is waited for. */
export async function watch(sql: Sql, client: PublicClient, parameters: WatchParameters): Promise<Alarm | undefined> {
  const { schema, genesisHash, isLive, signal, intervalMs = 1_000 } = parameters
  const state: State = { differing: 0, since: Date.now(), indexed: -1 }
  while (!signal.aborted) {
    await new Promise(resolve => setTimeout(resolve, intervalMs))
    try {
      const genesis = await client.getBlock({ blockNumber: 0n })
      if (genesis.hash !== genesisHash) return 'foreignChain'
      const comparison = await compareWithChain(sql, schema, client)
      const alarm = judge(state, comparison, Date.now())
      if (alarm === 'stalled' && !(await isLive())) state.since = Date.now()
      else if (alarm) return alarm
    } catch {
      state.since = Date.now()
    }
  }
}
