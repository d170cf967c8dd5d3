// The pages of everyone who only watches, in a process of its own: `node crowd.ts <port> <draft> <cookie>...`. Told to end, it
// says which terms they all show.
import { readTerms, snapshotHash } from '@concordat/sdk/drafts/document.ts'
import type { Hex } from 'viem'
import { openPage } from '../../server/test/drafts.ts'

const [port, id, ...cookies] = process.argv.slice(2)
const pages = cookies.map(cookie => openPage(Number(port), id as Hex, cookie))
await Promise.all(pages.map(page => page.synced()))
process.on('SIGTERM', () => {
  const shown = new Set(pages.map(({ doc }) => snapshotHash(readTerms(doc))))
  process.stdout.write(`${[...shown].join()}\n`, () => process.exit())
})
console.log('everyone is here')
