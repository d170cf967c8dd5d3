import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const projectDir = fileURLToPath(new URL('../..', import.meta.url))
/** How the command line is started. */
export const concordat = { program: process.execPath, args: [join(projectDir, 'cli/src/main.ts')] }

const run = promisify(execFile)

/** Runs a command of the product and returns the JSON it prints. */
export async function command<T>(...args: string[]): Promise<T> {
  const { stdout } = await run(concordat.program, [...concordat.args, '--json', ...args], { cwd: projectDir })
  return JSON.parse(stdout) as T
}

/** Runs a command that must fail, and returns the error it prints. */
export async function refusedCommand(...args: string[]): Promise<{ code: string; message: string }> {
  try {
    await run(concordat.program, [...concordat.args, '--json', ...args], { cwd: projectDir })
  } catch (error) {
    const { stderr } = error as { stderr: string }
    return (JSON.parse(stderr) as { error: { code: string; message: string } }).error
  }
  throw new Error(`\`concordat ${args.join(' ')}\` should have been refused`)
}

type StackFile = {
  url: string
  rpcUrl: string
  ports: { chain: number; database: number; indexer: number; server: number; nodes: number[]; sandbox: number }
  deployment: string
  quorum: `0x${string}`
}

/** What `concordat up` wrote about itself. */
export function stackFile(): StackFile {
  return JSON.parse(readFileSync(join(process.env.CONCORDAT_STATE ?? '', 'stack.json'), 'utf8')) as StackFile
}

/** Asks the server, and expects a success. */
export async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${stackFile().url}${path}`)
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}

/** Every page of a list that the indexer answers in pieces. */
export async function getAll<Item>(path: string, name: string): Promise<Item[]> {
  const items: Item[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Record<string, unknown> = await get(`${path}?limit=200${cursor ? `&cursor=${cursor}` : ''}`)
    items.push(...(page[name] as Item[]))
    cursor = page.next as string | null
  }
  return items
}
