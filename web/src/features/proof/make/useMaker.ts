import { useEffect, useRef, useState } from 'react'
import type { MakeMessage, MakeOrder, StepProgress } from './messages.ts'

export type Making =
  | { status: 'idle' }
  | { status: 'making'; progress: StepProgress }
  | { status: 'done'; file: Blob }
  | { status: 'failed'; code: string; args: Record<string, unknown> }

const begun: Making = { status: 'making', progress: { step: 'events', done: 0, total: 1 } }

/** Makes a proof in a worker: the page stays alive, and giving up ends the work at once. */
export function useMaker() {
  const [making, setMaking] = useState<Making>({ status: 'idle' })
  const running = useRef<Worker | null>(null)
  const end = () => {
    running.current?.terminate()
    running.current = null
  }
  useEffect(() => () => running.current?.terminate(), [])

  const finish = (result: Making) => {
    end()
    setMaking(result)
  }
  const fail = (error: unknown) => {
    const { code = 'Unknown' } = error as { code?: string }
    finish({ status: 'failed', code, args: { message: String(error) } })
  }

  /** @param prepare Reads what the worker needs from the page. */
  const make = async (prepare: () => Promise<MakeOrder>) => {
    end()
    setMaking(begun)
    const worker = new Worker(new URL('./maker.worker.ts', import.meta.url), { type: 'module' })
    running.current = worker
    worker.onerror = event => fail(event.message)
    worker.onmessage = ({ data }: MessageEvent<MakeMessage>) => {
      if (data.type === 'progress') setMaking({ status: 'making', progress: data })
      else if (data.type === 'done') finish({ status: 'done', file: data.file })
      else finish({ status: 'failed', code: data.code, args: { ...data.args, message: data.message } })
    }
    try {
      const order = await prepare()
      // Given up meanwhile.
      if (running.current === worker) worker.postMessage(order)
    } catch (error) {
      if (running.current === worker) fail(error)
    }
  }

  return { making, make, cancel: () => finish({ status: 'idle' }) }
}
