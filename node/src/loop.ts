import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './log.ts'

export type LoopParameters = {
  name: string
  /** Pause between two turns, in milliseconds; `wake` ends it early. */
  pauseMs: number
  /** One turn; answers true when there is more to do at once. */
  turn: () => Promise<boolean | undefined>
  log: Log
  /** Called with errors that must end the process. */
  isFatal?: (error: unknown) => boolean
  onFatal?: (error: unknown) => void
}

export type Loop = {
  wake: () => void
  stop: () => Promise<void>
  /** The message of the last failure, or null after a turn that worked. */
  failure: () => string | null
}

const longestPauseMs = 10_000

/** Repeats a turn until stopped. A turn that fails is repeated after a pause that grows up to ten seconds. */
export function startLoop({ name, pauseMs, turn, log, isFatal, onFatal }: LoopParameters): Loop {
  let stopping = false
  let woken = false
  let failures = 0
  let failure: string | null = null
  let pause = new AbortController()

  const run = async () => {
    while (!stopping) {
      woken = false
      let more = false
      try {
        more = (await turn()) === true
        failures = 0
        failure = null
      } catch (error) {
        if (stopping) return
        if (isFatal?.(error)) return onFatal?.(error)
        failures++
        failure = error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error)
        if (failures <= 3 || failures % 20 === 0) log('turnFailed', { loop: name, failures, error })
      }
      if (stopping || (more && failures === 0) || (woken && failures === 0)) continue
      pause = new AbortController()
      const wait = failures === 0 ? pauseMs : Math.min(pauseMs * 2 ** failures, longestPauseMs)
      await sleep(wait, undefined, { signal: pause.signal }).catch(() => {})
    }
  }
  const ended = run()

  return {
    wake: () => {
      woken = true
      if (failures === 0) pause.abort()
    },
    stop: async () => {
      stopping = true
      pause.abort()
      await ended
    },
    failure: () => failure,
  }
}
