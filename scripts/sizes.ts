// Keeps files small enough to read in one go; generated code is not for reading.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const limits: { match: RegExp; lines: number }[] = [
  { match: /^contracts\/src\/(libraries|types|interfaces)\/.*\.sol$/, lines: 150 },
  { match: /^contracts\/src\/.*\.sol$/, lines: 600 },
  { match: /^contracts\/test\/.*\.sol$/, lines: 500 },
  { match: /\.test\.tsx?$|^e2e\//, lines: 500 },
  { match: /^sdk\/src\/views\.ts$/, lines: 400 },
  { match: /^web\/src\/locales\//, lines: 1_000 },
  { match: /\.tsx$/, lines: 150 },
  { match: /^sdk\/src\/.*\.ts$/, lines: 200 },
  { match: /^vectors\//, lines: 500 },
  { match: /\.ts$/, lines: 400 },
]

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' }).trim().split('\n')
const files = tracked.filter(file => /\.(sol|ts|tsx)$/.test(file) && !file.includes('/generated/'))
const long = files.flatMap(file => {
  const lines = readFileSync(file, 'utf8').split('\n').length - 1
  const limit = limits.find(({ match }) => match.test(file))?.lines ?? 400
  return lines > limit ? [`${file}: ${lines} lines, at most ${limit}`] : []
})
if (long.length > 0) {
  console.error(`Too long to read in one go, split by job:\n${long.join('\n')}`)
  process.exit(1)
}
console.log(`${files.length} files within their limits`)
