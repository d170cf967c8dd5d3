import { type Verdict, verifyBundle } from '@concordat/sdk/proof/verifyBundle.ts'
import { useState } from 'react'

export type Examination =
  | { status: 'idle' | 'checking' | 'notJson' }
  | { status: 'done'; name: string; verdict: Verdict }

/** Checks a chosen file on this device. */
export function useVerdict() {
  const [examination, setExamination] = useState<Examination>({ status: 'idle' })

  const examine = async (file: File) => {
    setExamination({ status: 'checking' })
    // Lets the page say so before the work begins.
    await new Promise(resolve => setTimeout(resolve, 50))
    const json = parse(await file.text())
    if (json === undefined) return setExamination({ status: 'notJson' })
    setExamination({ status: 'done', name: file.name, verdict: await verifyBundle(json) })
  }

  return { examination, examine, clear: () => setExamination({ status: 'idle' }) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
