import { parseEnv } from './env.ts'
import { createLog } from './log.ts'
import { Refusal } from './refusal.ts'
import { startNode } from './start.ts'

/** Exit code that tells a supervisor not to start the node again. */
const refused = 3

try {
  const env = parseEnv(process.env)
  const log = createLog(env.NODE_NAME)
  const node = await startNode({ env, log, onFatal: end })
  const stop = async () => {
    await node.stop()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} catch (error) {
  end(error)
}

function end(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(error instanceof Refusal ? refused : 1)
}
