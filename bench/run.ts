// Measures gas, throughput and drafting: `node bench/run.ts [gas|throughput|drafts]`, all by default.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const parts = ['gas', 'throughput', 'drafts']
const chosen = process.argv.slice(2)
const unknown = chosen.find(part => !parts.includes(part))
if (unknown !== undefined) {
  console.error(`Unknown part ${unknown}: expected ${parts.join(' or ')}.`)
  process.exit(1)
}
const wants = (part: string) => chosen.length === 0 || chosen.includes(part)

// Drafting is compared with nothing.
if (wants('gas') || wants('throughput')) install()
if (wants('gas')) {
  const { gasTable, measureGas } = await import('./gas/measure.ts')
  const jobs = await measureGas()
  report('gas', jobs, gasTable(jobs))
}
if (wants('throughput')) {
  const { measureThroughput, throughputTable } = await import('./throughput/measure.ts')
  const figures = await measureThroughput()
  report('throughput', figures, throughputTable(figures))
}
if (wants('drafts')) {
  const { draftsTable, measureDrafts } = await import('./drafts/measure.ts')
  const figures = await measureDrafts()
  report('drafts', figures, draftsTable(figures))
}

/** The packages of the bench are installed on first use, and again when their list changes. */
function install(): void {
  const installed = `${folder}node_modules/.package-lock.json`
  if (existsSync(installed) && statSync(installed).mtimeMs > statSync(`${folder}package.json`).mtimeMs) return
  console.log('Installing what the bench compares with ...')
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}

/** Prints a table, and writes it and its figures where they are kept. */
function report(part: string, figures: unknown, table: string): void {
  console.log(`\n${table}\n`)
  writeFileSync(`${folder}results/${part}.json`, `${JSON.stringify(figures, null, 2)}\n`)
  const page = `${folder}../docs/bench.md`
  const [before, rest = ''] = readFileSync(page, 'utf8').split(`<!-- ${part} -->\n`)
  const after = rest.split(`<!-- end of ${part} -->`).slice(1).join('')
  writeFileSync(page, `${before}<!-- ${part} -->\n\n${table}\n\n<!-- end of ${part} -->${after}`)
}
