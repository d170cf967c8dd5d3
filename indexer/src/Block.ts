import { ponder } from 'ponder:registry'
import { block } from 'ponder:schema'

ponder.on('Block:block', async ({ event, context }) => {
  const { number, hash, timestamp } = event.block
  await context.db.insert(block).values({ number: Number(number), hash, timestamp: Number(timestamp) })
})
