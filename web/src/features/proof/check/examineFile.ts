import { limits } from '@concordat/sdk/proof/limits.ts'
import { type VerifyProgress, verifyBundle } from '@concordat/sdk/proof/verifyBundle.ts'
import type { Examined } from './messages.ts'

/** Checks a chosen file with nothing but the file. */
export async function examineFile(file: Blob, onProgress: VerifyProgress): Promise<Examined> {
  if (file.size > limits.file) return { type: 'tooLarge', limit: limits.file }
  const json = parse(await file.text())
  if (json === undefined) return { type: 'notJson' }
  const { proven, ...verdict } = await verifyBundle(json, { onProgress })
  const { events: _, ...shown } = proven ?? { events: [] }
  return { type: 'verdict', verdict: { ...verdict, proven: proven ? (shown as Omit<typeof proven, 'events'>) : null } }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
