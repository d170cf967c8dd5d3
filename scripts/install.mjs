// Brings the project's own packages, Node 24 among them. Runs under any Node >= 20, needs no dependency.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = `${root}node_modules/.concordat-install`
const wanted = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('Installing packages (about a minute the first time) ...')
  // Not `npm ci`: optional packages of other platforms are not all published, which `npm ci` refuses.
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (npm.status !== 0) {
    console.error('The packages could not be installed: see the message of npm above, then run the command again.')
    process.exit(npm.status ?? 1)
  }
  writeFileSync(stamp, wanted)
}

const bundled = `${root}node_modules/.bin/node`
const version = spawnSync(existsSync(bundled) ? bundled : 'node', ['--version'], { encoding: 'utf8' }).stdout
if (Number(version.slice(1).split('.')[0]) < 24) {
  console.error(
    `Concordat needs Node 24 or newer, this platform has ${version.trim()}: install Node 24 and run the command again.`,
  )
  process.exit(1)
}
