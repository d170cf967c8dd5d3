import { lastRead } from '../chain/follow.ts'
import { CheckpointRefusal } from './refusal.ts'
import { type CheckpointsParameters, signCheckpoints } from './sign.ts'

const perTurn = 20

/**
 * Signs every block whose number the interval divides, once it is deep enough; a new node begins with the latest. Answers
 * how many were signed.
 */
export async function signRegularly(parameters: CheckpointsParameters, interval: number): Promise<number> {
  const { sql, quorums, isReady } = parameters
  const last = await lastRead(sql)
  if (!last || !isReady()) return 0
  const latest = Math.floor(last.height / interval) * interval
  let signed = 0
  for (const { quorum } of quorums.own()) {
    const [row] = await sql<{ height: number | null }[]>`
      select max(height) as height from checkpoints where quorum = ${quorum} and height % ${interval} = 0`
    const from = row?.height == null ? latest : row.height + interval
    for (let height = from; height > 0 && height <= latest && signed < perTurn; height += interval)
      signed += await signOne(parameters, height, quorum)
  }
  return signed
}

/** A block that was replaced is passed over: there will never be a checkpoint of that number. */
async function signOne(parameters: CheckpointsParameters, height: number, quorum: `0x${string}`): Promise<number> {
  try {
    return (await signCheckpoints(parameters, [height], [quorum])).length
  } catch (error) {
    if (error instanceof CheckpointRefusal) return 0
    throw error
  }
}
