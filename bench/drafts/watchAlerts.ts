/** Listens to an account's alerts as its browser does. */
export async function watchAlerts(
  url: string,
  cookie: string,
): Promise<{ next: () => Promise<void>; stop: () => void }> {
  const ending = new AbortController()
  const response = await fetch(`${url}/api/events`, { headers: { cookie }, signal: ending.signal })
  if (!response.body) throw new Error('The server tells no events.')
  let waiting: (() => void)[] = []
  const reading = (async () => {
    let rest = ''
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (rest + text).split('\n\n')
      rest = events.pop() ?? ''
      if (!events.some(event => /^event: alert$/m.test(event))) continue
      for (const resolve of waiting) resolve()
      waiting = []
    }
  })()
  // It ends with `stop`, in the middle of a reading.
  reading.catch(() => {})
  return {
    next: () => new Promise(resolve => waiting.push(resolve)),
    stop: () => ending.abort(),
  }
}
