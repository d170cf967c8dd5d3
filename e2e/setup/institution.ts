import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createDatabase, databasesOf, dropDatabase } from '@concordat/cli/stack/database.ts'
import getPort from 'get-port'
import { command, projectDir, stackFile } from './stack.ts'

export type Prepared = { address: `0x${string}`; keyFile: string; envFile: string }

/** An institution's node beside the stack: a folder, a database and a key of its own, set up by the commands alone. */
export async function prepareNode(name: string) {
  const directory = join(process.env.CONCORDAT_STATE ?? '', 'institutions', name)
  const port = String(await getPort({ host: '127.0.0.1' }))
  const databases = databasesOf(stackFile().ports)
  await createDatabase(databases.admin, databases.name(name))
  const { rpcUrl, deployment } = stackFile()
  const options = { directory, name, rpc: rpcUrl, database: databases.url(name), deployment, port }
  return { directory, url: `http://127.0.0.1:${port}`, options: flags(options) }
}

/** The folder of one of the stack's nodes, as its operator would have it: the commands find its key and settings there. */
export async function folderOf(name: string): Promise<string> {
  const directory = join(process.env.CONCORDAT_STATE ?? '', 'folders', name)
  mkdirSync(directory, { recursive: true })
  copyFileSync(join(process.env.CONCORDAT_STATE ?? '', 'keys', name), join(directory, 'key'))
  const { rpcUrl, deployment, ports } = stackFile()
  const database = databasesOf(ports).url(name.replace('-', '_'))
  const options = { directory, name, rpc: rpcUrl, database, deployment, port: '1' }
  await command<Prepared>('node', 'init', ...flags(options))
  return directory
}

export const flags = (options: Record<string, string>): string[] =>
  Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])

/** Starts a node the way docs/operate.md says; variables given here go before those of its file. */
export function startNode(directory: string, variables: Record<string, string> = {}): ChildProcess {
  const file = join(directory, 'node.env')
  return spawn(process.execPath, [`--env-file=${file}`, 'node/src/main.ts'], {
    cwd: projectDir,
    stdio: ['ignore', 'ignore', 'pipe'],
    // What the tests run with must not stand in for what the file should say.
    env: { PATH: process.env.PATH ?? '', ...variables },
  })
}

/** Waits for the end of a process: its exit code, and what it complained about. */
export async function endOf(child: ChildProcess): Promise<{ code: number | null; complaint: string }> {
  let complaint = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { code, complaint }
}

/** Copies a database that nobody uses, as a backup or as what is restored. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const { admin, name } = databasesOf(stackFile().ports)
  await dropDatabase(admin, name(to))
  await createDatabase(admin, name(to), name(from))
}
