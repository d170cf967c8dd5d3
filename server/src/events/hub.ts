import type { AlertView, BatchView, ExampleView, StatusView } from '@concordat/sdk/views.ts'
import type { Address, Hex } from 'viem'

/** What listeners of `/api/events` are told. */
export type ServerEvent =
  | { event: 'block'; data: StatusView }
  | { event: 'batch'; data: { business: Hex; batch: BatchView } }
  | { event: 'example'; data: ExampleView }
  | { event: 'alert'; account: Address; data: AlertView }
  | { event: 'draft'; account: Address; data: { id: Hex; sequence: number } }
  | { event: 'alertsRead'; account: Address; data: { ids: number[] } }

export type Hub = {
  publish: (event: ServerEvent) => void
  /** Returns the function that ends the subscription. */
  subscribe: (listener: (event: ServerEvent) => void) => () => void
  /** Called when the number of listeners becomes one, and when it becomes none. */
  onAudience: (change: (present: boolean) => void) => void
  size: () => number
}

/** Passes events of this process to everyone who listens to it. */
export function createHub(): Hub {
  const listeners = new Set<(event: ServerEvent) => void>()
  const watchers: ((present: boolean) => void)[] = []
  return {
    publish: event => {
      for (const listener of listeners) listener(event)
    },
    subscribe: listener => {
      listeners.add(listener)
      if (listeners.size === 1) for (const change of watchers) change(true)
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) for (const change of watchers) change(false)
      }
    },
    onAudience: change => {
      watchers.push(change)
    },
    size: () => listeners.size,
  }
}
