export type Log = (event: string, details?: Record<string, unknown>) => void

/** Writes one JSON line per event to standard output; bigints become decimal strings, errors their message. */
export function createLog(name: string): Log {
  return (event, details = {}) => {
    const line = { time: new Date().toISOString(), node: name, event, ...details }
    process.stdout.write(`${JSON.stringify(line, readable)}\n`)
  }
}

function readable(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Error) return value.message.split('\n', 3).join(' ')
  return value
}
