import type { Hub, ServerEvent } from './hub.ts'

/** A hub that keeps what is published until it is released: listeners of a transaction's events hear of them after its commit. */
export function holdBack(hub: Hub): { later: Hub; release: () => void } {
  const kept: ServerEvent[] = []
  return {
    later: { ...hub, publish: event => void kept.push(event) },
    release: () => {
      for (const event of kept.splice(0)) hub.publish(event)
    },
  }
}
