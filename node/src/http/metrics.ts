import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { getHealth } from './health.ts'

export type Metrics = ReturnType<typeof createMetrics>

/** What Prometheus reads. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `concordat_node_${name}`, help, labelNames, registers })
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `concordat_node_${name}`, help, labelNames, registers })

  const up = gauge('up', '1 unless the node is behind')
  const block = gauge('block', 'Last height read from the chain')
  const cursor = gauge('cursor', 'Last row read', ['business'])
  const decided = gauge('decided', 'Facts signed')
  const dissented = gauge('dissented', 'Dissents in force')
  const pending = gauge('pending', 'Rows not decided and facts the chain has not used')
  const waiting = gauge('waiting_rows', 'Rows that wait for something beside their turn', ['code', 'processor'])
  const missing = gauge('missing_attestors', 'Attestors that signed none of the latest facts')
  const peers = gauge('peer_up', '1 when the last exchange with the peer worked', ['url'])
  const stuck = gauge('stuck_calls', 'Calls that the contracts refuse')
  const refused = gauge('refused_attestations', 'Attestations refused', ['from', 'code'])

  return {
    registry,
    attestations: counter('attestations_total', 'Attestations of others stored'),
    decisions: counter('decisions_total', 'Decisions since the start', ['outcome']),
    transactions: counter('transactions_total', 'Transactions sent'),
    wentBack: counter('chain_went_back_total', 'How often the chain lost blocks that were read'),

    observe: (health: Awaited<ReturnType<typeof getHealth>>) => {
      up.set(health.status === 'up' ? 1 : 0)
      block.set(health.block)
      decided.set(health.decided)
      dissented.set(health.dissented)
      pending.set(health.pending)
      missing.set(health.missing.length)
      stuck.set(health.stuck.length)
      for (const [business, seq] of Object.entries(health.cursor)) cursor.set({ business }, seq)
      waiting.reset()
      for (const { code, processor, rows } of health.waitsFor) waiting.set({ code, processor }, rows)
      for (const { url, error } of health.peers) peers.set({ url }, error === null ? 1 : 0)
      for (const { from, code, count } of health.refused) refused.set({ from, code }, count)
    },
  }
}
