import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The numbers of processes of the stack as they run now, by name. */
export function pidsOf(...names: string[]): number[] {
  const file = join(process.env.CONCORDAT_STATE ?? '', 'processes.json')
  const known = JSON.parse(readFileSync(file, 'utf8')) as { name: string; pid: number }[]
  return names.map(name => {
    const pid = known.find(candidate => candidate.name === name)?.pid
    if (pid === undefined) throw new Error(`no process is called ${name}: ${known.map(each => each.name).join(', ')}`)
    return pid
  })
}

/** Sends a signal to processes of the stack, by name, the way an operator's mistake or a dying machine would. */
export function signal(kind: NodeJS.Signals, ...names: string[]): void {
  for (const pid of pidsOf(...names)) process.kill(pid, kind)
}
