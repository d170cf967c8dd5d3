import { measureDecisions } from './decisions.ts'
import type { Figure } from './figure.ts'
import { measureIndexer } from './indexer.ts'
import { measureStack } from './stack.ts'

/** Measures one part after the other, so that none takes another's time. */
export async function measureThroughput(): Promise<Figure[]> {
  return [...measureDecisions(), ...(await measureIndexer()), ...(await measureStack())]
}

/** The figures as a Markdown table. */
export function throughputTable(figures: Figure[]): string {
  const lines = figures.map(({ figure, value, unit }) => `| ${figure} | ${value.toLocaleString('en')} ${unit} |`)
  return ['| what | measured |', '|---|--:|', ...lines].join('\n')
}
