/** What was refused, by who claimed to have signed it: shown in the node's health. */
export type Refusals = {
  note: (from: string, code: string) => void
  list: () => { from: string; code: string; count: number; lastAt: number }[]
}

const longest = 100

export function createRefusals(): Refusals {
  const entries = new Map<string, { from: string; code: string; count: number; lastAt: number }>()
  return {
    note: (from, code) => {
      const name = `${from} ${code}`
      const count = (entries.get(name)?.count ?? 0) + 1
      entries.delete(name)
      entries.set(name, { from, code, count, lastAt: Math.floor(Date.now() / 1000) })
      const [oldest] = entries.keys()
      if (entries.size > longest && oldest !== undefined) entries.delete(oldest)
    },
    list: () => [...entries.values()],
  }
}
