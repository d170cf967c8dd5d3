import { BaseError } from '@concordat/sdk/errors/base.ts'
import { answersKept } from '../http/idempotency.ts'
import type { Task } from '../store/tasks.ts'
import { type World, write } from '../world.ts'
import { createDelivery } from './deliver.ts'
import { work } from './tasks.ts'

const beat = 150
const afterTrouble = 5_000
const happeningsKept = 50_000

export type Worker = {
  /** Does everything that is due now, and returns when it is done; webhooks under way are not waited for. */
  step: () => Promise<void>
  start: () => void
  stop: () => Promise<void>
}

/** Lets time pass: does what was put off when its time has come, and sends webhooks. */
export function createWorker(world: World): Worker {
  const { sql } = world
  const delivery = createDelivery(world)
  let running: Promise<void> | undefined
  let stopped = false
  let wake = () => {}

  async function step(): Promise<void> {
    await runTasks()
    await delivery.step()
  }

  async function runTasks(): Promise<void> {
    for (;;) {
      const [task] = await sql<Task[]>`select * from tasks where due <= ${world.now()} order by due, seq limit 1`
      if (!task) return
      await runTask(task).catch(error => postpone(task, error))
    }
  }

  async function runTask({ seq, platform, account, kind, subject, data }: Task): Promise<void> {
    await write(world, { platform, account }, null, async scope => {
      // Somebody may have decided while this waited for its turn.
      const [mine] = await scope.tx`delete from tasks where seq = ${seq} returning seq`
      if (mine) await work[kind](scope, subject, data)
    })
  }

  /** A task that cannot be done any more is dropped; any other failure is tried again. */
  async function postpone(task: Task, error: unknown): Promise<void> {
    console.error(`The task ${task.kind} of ${task.subject} failed.`, error)
    if (error instanceof BaseError) await sql`delete from tasks where seq = ${task.seq}`
    else await sql`update tasks set due = ${world.now() + afterTrouble} where seq = ${task.seq}`
  }

  async function clean(now: number): Promise<void> {
    await sql`delete from answers where at < ${now - answersKept}`
    await sql`delete from history where seq < (select max(seq) from history) - ${happeningsKept}::bigint`
  }

  async function run(): Promise<void> {
    let cleaned = 0
    while (!stopped) {
      let woken = false
      const rest = new Promise<void>(resolve => {
        wake = () => {
          woken = true
          resolve()
        }
      })
      world.wake = () => wake()
      await step().catch(error => {
        if (!stopped) console.error(error)
      })
      if (world.now() - cleaned > 600_000) {
        cleaned = world.now()
        await clean(cleaned).catch(console.error)
      }
      if (woken || stopped) continue
      const pause = setTimeout(() => wake(), beat)
      await rest
      clearTimeout(pause)
    }
  }

  return {
    step,
    start: () => {
      running = run()
    },
    stop: async () => {
      stopped = true
      wake()
      await running
      await delivery.stop()
    },
  }
}
