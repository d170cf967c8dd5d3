import type { Indexer } from '../indexer/createIndexer.ts'
import type { Hub } from './hub.ts'

const interval = 200

/** Publishes `block` whenever the indexer has read further, or read another block of the same height, while anyone listens. */
export function watchBlocks(indexer: Indexer, hub: Hub): () => void {
  let timer: NodeJS.Timeout | undefined
  let last = ''
  let present = false

  async function poll() {
    try {
      const status = await indexer.getStatus()
      const seen = `${status.block} ${status.blockHash} ${status.ready}`
      if (present && seen !== last) {
        last = seen
        hub.publish({ event: 'block', data: status })
      }
    } catch {
      // The next poll tries again; a listener sees that no block comes.
    }
    if (present) timer = setTimeout(poll, interval)
  }

  hub.onAudience(isPresent => {
    present = isPresent
    last = ''
    clearTimeout(timer)
    if (present) void poll()
  })
  return () => {
    present = false
    clearTimeout(timer)
  }
}
