import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectDir } from './state.ts'

const run = promisify(execFile)

/** Builds the web app when its sources changed since the last build. Returns the folder to serve. */
export async function buildWeb(onBuild: () => void = () => {}): Promise<string> {
  const dist = join(projectDir, 'web', 'dist')
  const stamp = join(dist, '.sources')
  const sources = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return dist
  onBuild()
  await run(process.execPath, [join(projectDir, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: join(projectDir, 'web'),
  })
  writeFileSync(stamp, sources)
  return dist
}

function fingerprint(): string {
  const hash = createHash('sha256')
  const patterns = ['web/src/**/*', 'web/public/**/*', 'web/*.{html,ts,json}', 'sdk/src/**/*.ts', 'package-lock.json']
  for (const file of globSync(patterns, { cwd: projectDir, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort())
    hash.update(file.slice(projectDir.length)).update(readFileSync(file))
  return hash.digest('hex')
}
