import { type ChildProcess, spawn } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { readTerms, snapshotHash, termsOf } from '@concordat/sdk/drafts/document.ts'
import type * as Y from 'yjs'
import { openPage, type Page } from '../../server/test/drafts.ts'
import { withStack } from '../stack.ts'
import { type Figure, figure, percentile } from '../throughput/figure.ts'
import { clauses, type Draft, seatEveryone, seats } from './people.ts'
import { watchAlerts } from './watchAlerts.ts'

const script = fileURLToPath(new URL('crowd.ts', import.meta.url))
const audiences = [2, 10, seats]
const edits = 200
const told = 20

/** How long people pause between two edits at least, in milliseconds. */
const pause = 50

/** How soon an edit of a full draft is on another's screen, and in another's alerts, the more people have it open. */
export async function measureDrafts(): Promise<Figure[]> {
  const cores = availableParallelism()
  const load = (loadavg()[0] ?? 0) / cores
  if (load > 0.5) console.warn(`The machine is busy (load ${load.toFixed(1)} a core): the figures will be too high.`)
  const figures = await withStack(async state => {
    const draft = await seatEveryone(state)
    const measured: Figure[] = []
    for (const people of audiences) measured.push(...(await measureAudience(draft, people)))
    return [...measured, ...(await measureAlerts(draft))]
  })
  return [
    ...figures,
    figure(`load of the machine when the run began, for each of its ${cores} cores`, load, 'processes'),
  ]
}

/** The figures as a Markdown table. */
export function draftsTable(figures: Figure[]): string {
  const lines = figures.map(({ figure: name, value, unit }) => `| ${name} | ${value.toLocaleString('en')} ${unit} |`)
  return ['| what | measured |', '|---|--:|', ...lines].join('\n')
}

async function measureAudience(draft: Draft, people: number): Promise<Figure[]> {
  const crowd = await gather(draft, people - 2)
  const [author, reader] = [open(draft, 0), open(draft, 1)]
  try {
    const began = performance.now()
    await Promise.all([author.synced(), reader.synced()])
    const opened = performance.now() - began
    const delays: number[] = []
    for (let i = 0; i < edits; i++) delays.push(await measureEdit(author, reader, i))
    const whom = `${people} people, ${clauses} clauses`
    return [
      figure(`${whom}: opening it on two pages`, opened, 'ms'),
      figure(`${whom}: an edit until it is on another's page, half of them`, percentile(delays, 0.5), 'ms'),
      figure(`${whom}: the same, 95 in 100`, percentile(delays, 0.95), 'ms'),
    ]
  } finally {
    await leave(crowd, snapshotHash(readTerms(reader.doc)))
    author.close()
    reader.close()
  }
}

const open = ({ id, port, crowd }: Draft, place: number): Page => openPage(port, id, crowd[place]?.cookie ?? '')

const limitOf = (page: Page, clause: number) =>
  (termsOf(page.doc).get('clauses') as Y.Array<Y.Map<unknown>>).get(clause % clauses)

async function measureEdit(author: Page, reader: Page, number: number): Promise<number> {
  const value = `${number + 1}.${String(number % 100).padStart(2, '0')}`
  const seen = limitOf(reader, number)
  const arrived = new Promise<void>(resolve => {
    const look = () => {
      if (seen.get('limit') !== value) return
      seen.unobserve(look)
      resolve()
    }
    seen.observe(look)
  })
  const began = performance.now()
  limitOf(author, number).set('limit', value)
  await arrived
  const delay = performance.now() - began
  await new Promise(resolve => setTimeout(resolve, pause + ((number * 37) % 100)))
  return delay
}

/** From an edit until the others' bells ring: it is written into the journal first. */
async function measureAlerts(draft: Draft): Promise<Figure[]> {
  const author = open(draft, 0)
  await author.synced()
  const alerts = await watchAlerts(draft.url, draft.crowd[1]?.cookie ?? '')
  try {
    const delays: number[] = []
    for (let i = 0; i < told; i++) {
      const heard = alerts.next()
      const began = performance.now()
      limitOf(author, i).set('limit', `${i + 7_000}.00`)
      await heard
      delays.push(performance.now() - began)
      await new Promise(resolve => setTimeout(resolve, (i * 37) % 300))
    }
    return [
      figure(
        'an edit until it is written down and the alerts of the others show it, half of them',
        percentile(delays, 0.5),
        'ms',
      ),
      figure('the same, 95 in 100', percentile(delays, 0.95), 'ms'),
    ]
  } finally {
    alerts.stop()
    author.close()
  }
}

/** Opens the pages of everyone who only watches. */
async function gather({ id, port, crowd }: Draft, count: number): Promise<ChildProcess | null> {
  if (count === 0) return null
  const cookies = crowd.slice(2, 2 + count).map(({ cookie }) => cookie)
  const child = spawn(process.execPath, [script, String(port), id, ...cookies], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', text => String(text).includes('everyone is here') && resolve())
    child.once('exit', code => reject(new Error(`The crowd left with code ${code}.`)))
  })
  return child
}

/** Closes them again; all of them must show what the reader shows. */
async function leave(child: ChildProcess | null, expected: string): Promise<void> {
  if (!child) return
  let said = ''
  child.stdout?.on('data', text => {
    said += text
  })
  const gone = new Promise(resolve => child.once('close', resolve))
  child.kill()
  await gone
  if (said.trim() !== expected) throw new Error(`Not every page shows the same: ${said} instead of ${expected}.`)
}
