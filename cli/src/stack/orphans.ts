import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeJson } from './state.ts'

export type Known = { name: string; pid: number; startedAt: string | null }[]

/** Remembers which processes belong to this state folder, so that the next start finds those a crash left behind. */
export function rememberProcesses(state: string, processes: { name: string; pid: number }[]): void {
  writeJson(
    join(state, 'processes.json'),
    processes.map(({ name, pid }) => ({ name, pid, startedAt: startTimeOf(pid) })),
  )
}

/** Ends what an earlier run left behind: two chains or servers on one state folder would spoil it. */
export async function endOrphans(state: string): Promise<void> {
  const file = join(state, 'processes.json')
  if (!existsSync(file)) return
  const known = JSON.parse(readFileSync(file, 'utf8')) as Known
  const alive = () => known.filter(({ pid, startedAt }) => isAlive(pid) && startTimeOf(pid) === startedAt)
  for (const { pid } of alive()) process.kill(pid, 'SIGTERM')
  for (let i = 0; i < 50 && alive().length > 0; i++) await new Promise(resolve => setTimeout(resolve, 100))
  for (const { pid } of alive()) process.kill(pid, 'SIGKILL')
  rmSync(file)
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The start time tells a process from a later one with the same number; where the system does not say, the number must do. */
function startTimeOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? null
  } catch {
    return null
  }
}
