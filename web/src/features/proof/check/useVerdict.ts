import { useEffect, useRef, useState } from 'react'
import Checker from './checker.worker.ts?worker&inline'
import { examineFile } from './examineFile.ts'
import type { CheckMessage, Examined, Shown } from './messages.ts'

export type Examination =
  | { status: 'idle' | 'notJson' | 'broken' }
  | { status: 'tooLarge'; limit: number }
  | { status: 'checking'; percent: number }
  | { status: 'done'; name: string; verdict: Shown }

/** Checks a chosen file on this device, beside the page, so that a hostile one can be given up. */
export function useVerdict() {
  const [examination, setExamination] = useState<Examination>({ status: 'idle' })
  const running = useRef<{ worker: Worker | null } | null>(null)
  const end = () => {
    running.current?.worker?.terminate()
    running.current = null
  }
  useEffect(() => () => running.current?.worker?.terminate(), [])

  const examine = (file: File) => {
    end()
    setExamination({ status: 'checking', percent: 0 })
    const worker = startWorker()
    const run = { worker }
    running.current = run
    const hear = (message: CheckMessage) => {
      if (running.current !== run) return
      if (message.type === 'progress') {
        const percent = Math.floor((100 * message.done) / Math.max(message.total, 1))
        return setExamination({ status: 'checking', percent })
      }
      end()
      setExamination(resultOf(message, file.name))
    }
    const fail = () => {
      if (running.current !== run) return
      end()
      setExamination({ status: 'broken' })
    }
    const here = () => examineFile(file, (step, done, total) => hear({ type: 'progress', step, done, total }))
    if (!worker) return void here().then(hear, fail)
    worker.onmessage = ({ data }: MessageEvent<CheckMessage>) => hear(data)
    worker.onerror = fail
    worker.postMessage(file)
  }

  const clear = () => {
    end()
    setExamination({ status: 'idle' })
  }
  return { examination, examine, clear }
}

function resultOf(examined: Examined, name: string): Examination {
  if (examined.type === 'verdict') return { status: 'done', name, verdict: examined.verdict }
  if (examined.type === 'tooLarge') return { status: 'tooLarge', limit: examined.limit }
  return { status: examined.type }
}

/** A browser that allows no worker beside a page from disk checks within the page. */
function startWorker(): Worker | null {
  try {
    return new Checker()
  } catch {
    return null
  }
}
