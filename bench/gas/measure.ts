import { startChain } from '../chain.ts'
import { measureAgreements } from './agreements.ts'
import { measureFacts } from './facts.ts'
import { isMet, type Job } from './job.ts'
import { measureMonths } from './months.ts'
import { measurePayments, measurePurpose } from './payments.ts'
import { measureSettlements } from './settlements.ts'
import { setUp } from './setup.ts'
import { measureTokens } from './tokens.ts'

const groups = [
  measureTokens,
  measurePurpose,
  measureSettlements,
  measureMonths,
  measurePayments,
  measureFacts,
  measureAgreements,
]

/** Measures every job in one run, on one chain. */
export async function measureGas(): Promise<Job[]> {
  const chain = await startChain()
  try {
    const setup = await setUp(chain)
    const jobs: Job[] = []
    for (const measure of groups) jobs.push(...(await measure(setup)))
    return jobs
  } finally {
    await chain.stop()
  }
}

const number = (value: number | null) => (value === null ? '' : value.toLocaleString('en'))

/** The jobs as a Markdown table; a star marks a target that was missed. */
export function gasTable(jobs: Job[]): string {
  const lines = jobs.map(({ job, ours, floor, target, peers }) => {
    const others = Object.entries(peers).map(([name, gas]) => `${name} ${number(gas)}`)
    const mark = isMet({ job, ours, floor, target, peers }) === false ? ' \\*' : ''
    return `| ${job} | ${number(ours)}${mark} | ${number(floor)} | ${number(target)} | ${others.join('; ')} |`
  })
  return ['| job | ours | floor | target | others |', '|---|--:|--:|--:|---|', ...lines].join('\n')
}
