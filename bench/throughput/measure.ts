import { availableParallelism, loadavg } from 'node:os'
import { measureDecisions } from './decisions.ts'
import { type Figure, figure } from './figure.ts'
import { measureIndexer } from './indexer.ts'
import { measureStack } from './stack.ts'

/** Measures one part after the other, so that none takes another's time. */
export async function measureThroughput(): Promise<Figure[]> {
  const cores = availableParallelism()
  const load = (loadavg()[0] ?? 0) / cores
  if (load > 0.5) console.warn(`The machine is busy (load ${load.toFixed(1)} a core): the figures will be too low.`)
  return [
    ...measureDecisions(),
    ...(await measureIndexer()),
    ...(await measureStack()),
    figure(`load of the machine when the run began, for each of its ${cores} cores`, load, 'processes'),
  ]
}

/** The figures as a Markdown table. */
export function throughputTable(figures: Figure[]): string {
  const lines = figures.map(({ figure, value, unit }) => `| ${figure} | ${value.toLocaleString('en')} ${unit} |`)
  return ['| what | measured |', '|---|--:|', ...lines].join('\n')
}
