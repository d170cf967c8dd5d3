import type { Context } from '../context.ts'
import { listConnections } from './connections.ts'
import { pollEvents, processEvents } from './events.ts'

export type RailsWorker = { stop: () => Promise<void> }

const pauseMs = 300
const pollMs = 15_000

/** Does what the rails have left to do, in turns, until it is stopped. What fails is tried again. */
export function createRailsWorker(context: Context): RailsWorker {
  let isStopped = false
  let wake = () => {}
  let polledAt = 0

  async function poll(): Promise<void> {
    if (Date.now() - polledAt < pollMs) return
    polledAt = Date.now()
    for (const connection of await listConnections(context.sql))
      await pollEvents(context, connection).catch(error => console.error(`${connection.account}:`, String(error)))
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      try {
        await poll()
        await processEvents(context)
      } catch (error) {
        console.error('The rails wait:', error)
      }
      if (!isStopped)
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, pauseMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
  }
  const running = run()
  return {
    stop: async () => {
      isStopped = true
      wake()
      await running
    },
  }
}
