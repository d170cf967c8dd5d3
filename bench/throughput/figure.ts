/** One line of the table. */
export type Figure = { figure: string; value: number; unit: string }

export const figure = (name: string, value: number, unit: string): Figure => ({
  figure: name,
  value: value < 100 ? Math.round(value * 10) / 10 : Math.round(value),
  unit,
})

/** The value below which `share` of the sorted values are. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

export const seconds = (since: number) => (performance.now() - since) / 1_000

/** Asks every few milliseconds until the answer is yes. */
export async function waitUntil(what: string, ask: () => Promise<boolean>, { everyMs = 5, timeoutMs = 240_000 } = {}) {
  const deadline = performance.now() + timeoutMs
  while (!(await ask().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`${what} did not happen within ${timeoutMs / 1_000} s.`)
    await new Promise(resolve => setTimeout(resolve, everyMs))
  }
}
