import type { Hex } from 'viem'
import { ConcordatError } from '../errors/concordatError.ts'
import type { Bundle } from './bundle.ts'
import { CHECKPOINTS_MAX, type CheckpointView } from './checkpoint.ts'
import { decodeHeader } from './headers.ts'
import { inTurn } from './reader.ts'

/** What a signature and a header take in the file, in characters. */
const signatureSize = 134
const headerSize = 1_150

export type SegmentsParameters = {
  /** The blocks to be proven, rising. */
  numbers: number[]
  headerAt: (number: number) => Promise<Hex>
  /** How many signatures a checkpoint needs. */
  needed: number
  checkpoints: (numbers: number[]) => Promise<CheckpointView[]>
  onProgress?: (done: number, total: number) => void
}

/**
 * Leads from checkpoints to blocks: between two blocks either the headers in between or a checkpoint of the first,
 * whichever takes less.
 */
export async function planSegments(parameters: SegmentsParameters) {
  const { numbers, headerAt, needed, checkpoints, onProgress = () => {} } = parameters
  const runs: number[][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    const gap = run ? number - (run.at(-1) ?? 0) - 1 : 0
    if (!run || gap * headerSize > needed * signatureSize) runs.push([number])
    else for (let next = (run.at(-1) ?? 0) + 1; next <= number; next++) run.push(next)
  }
  const heads = runs.map(run => run.at(-1) ?? 0)
  const signed = new Map<number, CheckpointView>()
  for (let at = 0; at < heads.length; at += CHECKPOINTS_MAX) {
    onProgress(at, heads.length)
    for (const checkpoint of await checkpoints(heads.slice(at, at + CHECKPOINTS_MAX)))
      signed.set(checkpoint.number, checkpoint)
  }
  const segments: Bundle['segments'] = []
  for (const run of runs) {
    const headers = await inTurn(run, headerAt)
    segments.push({ headers, signatures: signaturesOf(headers.at(-1) as Hex, signed, needed) })
  }
  return segments
}

function signaturesOf(header: Hex, signed: Map<number, CheckpointView>, needed: number): Hex[] {
  const { number, hash } = decodeHeader(header)
  const checkpoint = signed.get(number)
  if (checkpoint && checkpoint.hash !== hash)
    throw new ConcordatError('HashDiffers', { number, given: checkpoint.hash, expected: hash })
  const signatures = checkpoint?.signatures.slice(0, needed).map(({ signature }) => signature) ?? []
  if (signatures.length < needed)
    throw new ConcordatError('TooFewSigners', { given: signatures.length, needed, number })
  return signatures
}
