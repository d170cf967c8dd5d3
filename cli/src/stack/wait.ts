import { readFileSync } from 'node:fs'

/** Whether something answers at the URL with a success. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok
  } catch {
    return false
  }
}

export type WaitParameters = { name: string; logFile: string; timeoutSeconds?: number }

/** Waits until the process answers; otherwise fails with the end of its log. */
export async function waitUntilAnswers(
  url: string,
  { name, logFile, timeoutSeconds = 90 }: WaitParameters,
): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1_000
  while (!(await answers(url))) {
    if (Date.now() > deadline) {
      const log = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-20).join('\n')
      throw new Error(`${name} did not answer at ${url} within ${timeoutSeconds} s. The end of ${logFile}:\n${log}`)
    }
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
