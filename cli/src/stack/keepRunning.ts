export type Startable = { pid: number; stop: () => Promise<void>; exited: Promise<void> }

/** Keeps a foundation (chain, database) running: starts it again whenever it ends by itself. */
export async function keepRunning(start: () => Promise<Startable>, onRestart: () => void) {
  let current = await start()
  let stopping = false

  void (async () => {
    while (!stopping) {
      await current.exited
      if (stopping) return
      try {
        current = await start()
        onRestart()
      } catch {
        await new Promise(resolve => setTimeout(resolve, 1_000))
      }
    }
  })()

  return {
    pid: () => current.pid,
    stop: async () => {
      stopping = true
      await current.stop()
    },
  }
}
