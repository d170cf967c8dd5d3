import { BaseError } from '@concordat/sdk/errors/base.ts'
import { parseEnv } from './env.ts'
import { start } from './start.ts'

/** Exit code that says: do not start me again, this is a database of a later version. */
const refused = 3

async function main() {
  const sandbox = await start(parseEnv(process.env))
  console.log(`The sandbox listens on ${sandbox.url}`)
  let stopping = false
  async function stop() {
    if (stopping) return
    stopping = true
    await sandbox.stop()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch(error => {
  const isRefusal = error instanceof BaseError && error.code === 'LaterDatabase'
  console.error(isRefusal ? error.message : error)
  process.exit(isRefusal ? refused : 1)
})
