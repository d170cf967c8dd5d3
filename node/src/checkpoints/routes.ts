import { CHECKPOINTS_MAX } from '@concordat/sdk/proof/checkpoint.ts'
import { Hono } from 'hono'
import { type Hex, isHex } from 'viem'
import { z } from 'zod'
import { type GatherParameters, gatherCheckpoints } from './gather.ts'
import { CheckpointRefusal } from './refusal.ts'

const Heights = z
  .string()
  .regex(/^\d{1,15}(,\d{1,15})*$/, 'must be block numbers with commas')
  .transform(text => [...new Set(text.split(',').map(Number))])
  .pipe(z.array(z.number()).max(CHECKPOINTS_MAX))

const Query = z.object({
  quorum: z.custom<Hex>(value => isHex(value) && value.length === 66, 'must be the id of a quorum').optional(),
  alone: z.literal('1').optional(),
})

/** `GET /v1/checkpoints/<number>[,<number>]`: the hashes of blocks, signed by the attestors. */
export function createCheckpointRoutes(parameters: GatherParameters) {
  return new Hono().get('/v1/checkpoints/:heights', async c => {
    const heights = Heights.parse(c.req.param('heights'))
    const { quorum, alone } = Query.parse(c.req.query())
    try {
      return c.json(await gatherCheckpoints(parameters, { heights, quorum, alone: alone === '1' }))
    } catch (error) {
      if (!(error instanceof CheckpointRefusal)) throw error
      return c.json({ error: { code: error.code, message: error.message } }, 409)
    }
  })
}
