import { examineFile } from './examineFile.ts'
import type { CheckMessage } from './messages.ts'

const tell = (message: CheckMessage) => self.postMessage(message)

/** Checks a file off the page's own thread: whatever it holds, the page stays alive. */
self.addEventListener('message', async ({ data }: MessageEvent<Blob>) => {
  tell(await examineFile(data, (step, done, total) => tell({ type: 'progress', step, done, total })))
})
