import type { Context } from '../context.ts'
import { placeDue } from './bank/placeEntries.ts'
import { listConnections } from './connections.ts'
import { pollEvents } from './events.ts'
import { takeInstructions } from './instructions.ts'
import { executePayouts } from './payouts.ts'
import { processEvents } from './processEvents.ts'
import { resumeRefunds } from './refunds.ts'

export type RailsWorker = { stop: () => Promise<void> }

/** What the rails have to do again and again, and how often, in milliseconds. */
const jobs: { name: string; everyMs: number; run: (context: Context) => Promise<unknown> }[] = [
  { name: 'events', everyMs: 300, run: processEvents },
  { name: 'lost events', everyMs: 15_000, run: pollAll },
  { name: 'refunds', everyMs: 2_000, run: resumeRefunds },
  { name: 'instructions', everyMs: 1_000, run: takeInstructions },
  { name: 'payouts', everyMs: 1_000, run: executePayouts },
  { name: 'bank entries', everyMs: 2_000, run: placeDue },
]

/** Does what the rails have left to do until it is stopped. What fails is tried again with the next turn. */
export function createRailsWorker(context: Context): RailsWorker {
  const stopping = new AbortController()

  async function repeat({ name, everyMs, run }: (typeof jobs)[number]): Promise<void> {
    let told = ''
    while (!stopping.signal.aborted) {
      try {
        await run(context)
        told = ''
      } catch (error) {
        // An outage is told once, not with every turn.
        if (told !== String(error)) console.error(`The rails' ${name} wait:`, error)
        told = String(error)
      }
      await sleep(everyMs, stopping.signal)
    }
  }

  const running = Promise.all(jobs.map(repeat))
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

async function pollAll(context: Context): Promise<void> {
  const polls = (await listConnections(context.sql)).map(connection => pollEvents(context, connection))
  const failed = (await Promise.allSettled(polls)).find(poll => poll.status === 'rejected')
  if (failed) throw failed.reason
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
