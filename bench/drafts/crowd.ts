// The pages of everyone who only watches, in a process of its own: `node crowd.ts <port> <draft> <cookie>...`.
import type { Hex } from 'viem'
import { openPage } from '../../server/test/drafts.ts'

const [port, id, ...cookies] = process.argv.slice(2)
const pages = cookies.map(cookie => openPage(Number(port), id as Hex, cookie))
await Promise.all(pages.map(page => page.synced()))
console.log('everyone is here')
