import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kind, moments } from './moments.ts'

export type Result = { kind: Kind; step: string; victim: string; seconds: number }

const titles: Record<Kind, string> = { payment: 'pay-in', refund: 'refund', payout: 'payout' }

const preface = `# Rails, killed at every step

Written by \`npm run test:long\` (e2e/long/rails-kills.test.ts). On one stack each process is ended with SIGKILL, the chain with SIGTERM, the
moment a step is reached, while two payments, two refunds or a payout are under way. A case is over when the process runs again and
everything is exact: at the processor and on the chain everything that was asked for is there once, it is divided and held to the cent, and
\`concordat reconcile\` finds no difference. The figures are the seconds from the kill until then.
`

/** Writes the table. What was not measured now keeps the figure of the run that measured it; a line has the date of its last one. */
export function writeReport(folder: string, victims: string[], results: Result[]): void {
  const file = join(folder, 'rails-kills.md')
  const known = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const today = new Date().toISOString().slice(0, 10)
  const lines = (Object.keys(moments) as Kind[]).flatMap(kind =>
    moments[kind].flatMap(({ name }) => {
      const begin = `| ${titles[kind]} | ${name} |`
      const before = known.find(line => line.startsWith(begin))
      const measured = results.filter(each => each.kind === kind && each.step === name)
      if (measured.length === 0) return before ? [before] : []
      const cells = before?.slice(begin.length).split('|') ?? []
      const seconds = victims.map((victim, i) => {
        const now = measured.find(each => each.victim === victim)
        return now?.seconds.toFixed(1) ?? cells[i]?.trim() ?? ''
      })
      return [`${begin} ${seconds.join(' | ')} | ${today} |`]
    }),
  )
  const head = `| | ended when | ${victims.join(' | ')} | measured |\n|---|---|${'---|'.repeat(victims.length + 1)}`
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${preface}\n${head}\n${lines.join('\n')}\n`)
}
