import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, cpSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { postgresBin } from './platform.ts'

const run = promisify(execFile)

export type StartPostgresParameters = {
  /** Where the data is kept; created when missing. */
  dataDir: string
  port: number
  /** Whether a commit waits for the disk. Without, what was written last may be lost with the machine, not with a process. */
  durable?: boolean
  /** Receives the server's log, line by line or in larger pieces. */
  onLog?: (text: string) => void
}

export type Postgres = {
  /** Connection URL of a database on this server; see `createDatabase`. */
  url: (database: string) => string
  pid: number
  stop: () => Promise<void>
  exited: Promise<void>
}

/** Starts PostgreSQL on loopback from the packaged binaries, creating the data directory the first time. */
export async function startPostgres({
  dataDir: data,
  port,
  durable = true,
  onLog = () => {},
}: StartPostgresParameters): Promise<Postgres> {
  const native = reachable(dirname(postgresBin()))
  if (!existsSync(native)) cpSync(dirname(postgresBin()), native, { recursive: true, verbatimSymlinks: true })
  const bin = join(native, 'bin')
  const dataDir = reachable(data)
  const owner = ownerOf(dataDir)
  // The current folder may be closed to the unprivileged user that PostgreSQL insists on.
  const as = { cwd: '/', ...owner }

  if (!existsSync(join(dataDir, 'PG_VERSION'))) {
    const flags = [
      '-U',
      'app',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale-provider=builtin',
      '--locale=C.UTF-8',
      '--no-sync',
    ]
    await run(join(bin, 'initdb'), ['-D', dataDir, ...flags], as)
  }
  if (existsSync(join(dataDir, 'postmaster.pid')))
    await run(join(bin, 'pg_ctl'), ['-D', dataDir, 'stop', '-m', 'fast', '-w'], as).catch(() => {})

  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'max_connections=200', 'unix_socket_directories=']
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  const child = spawn(join(bin, 'postgres'), ['-D', dataDir, ...settings.flatMap(setting => ['-c', setting])], {
    ...as,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    let log = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      onLog(text)
      log = (log + text).slice(-4000)
      if (text.includes('ready to accept connections')) resolve()
    })
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`PostgreSQL stopped with code ${code}:\n${log}`)))
  })

  return {
    url: database => `postgres://app@127.0.0.1:${port}/${database}`,
    pid: child.pid as number,
    exited,
    stop: async () => {
      child.kill('SIGINT')
      await exited
    },
  }
}

/** Removes the data directory; the server must not be running. */
export function removePostgresData(dataDir: string): void {
  rmSync(reachable(dataDir), { recursive: true, force: true })
}

/** Root cannot run PostgreSQL: the data then belongs to `nobody`. */
function ownerOf(dataDir: string): { uid?: number; gid?: number } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (userInfo().uid !== 0) return {}
  const nobody = { uid: 65534, gid: 65534 }
  chownSync(dataDir, nobody.uid, nobody.gid)
  return nobody
}

/**
 * Where `nobody` can reach what is at `path`: itself, or, below a folder closed to others (the home of root), a place
 * of the same name in the machine's temporary folder.
 */
function reachable(path: string): string {
  if (userInfo().uid !== 0) return path
  let folder = dirname(path)
  while (folder !== '/' && (!existsSync(folder) || (statSync(folder).mode & 0o001) !== 0)) folder = dirname(folder)
  if (folder === '/') return path
  return join('/var/tmp', `concordat-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`)
}
