// Keeps this page of the version the server delivers: learns when there is a newer one, and takes it up when that costs nothing.

const hourMilliseconds = 3_600_000
const listeners = new Set<() => void>()
let waiting = false

/** Whether the server has delivered a newer version of the app than this page is of. */
export const isNewerThere = () => waiting

/** Calls back when a newer version is there. */
export function watchNewer(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** Asks the server for a newer version; without one nothing happens. */
export async function lookForNewer(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.getRegistration()
  // Without a network there is nothing to find.
  await registration?.update().catch(() => undefined)
}

/** Has the browser keep the app on this device. */
export function keepApp(): void {
  // A file that only an older version had: the page is read again, and is the newer one.
  window.addEventListener('vite:preloadError', event => {
    // Without a network the page would be gone, and with it what is written on it.
    if (!navigator.onLine || reloadedJustNow()) return
    event.preventDefault()
    window.location.reload()
  })
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker.addEventListener('controllerchange', async () => {
    if (waiting || (await isOfThisVersion())) return
    waiting = true
    for (const tell of listeners) tell()
  })
  const register = () => navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined)
  // What the page itself needs comes first.
  if (document.readyState === 'complete') void register()
  else window.addEventListener('load', register, { once: true })
  setInterval(lookForNewer, hourMilliseconds)
}

/** Asks the worker whether it keeps the script this page runs. */
function isOfThisVersion(): Promise<boolean> {
  const script = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src
  const worker = navigator.serviceWorker.controller
  if (!script || !worker) return Promise.resolve(true)
  const { port1, port2 } = new MessageChannel()
  return new Promise(resolve => {
    port1.onmessage = ({ data }) => resolve(data === true)
    worker.postMessage({ script }, [port2])
  })
}

/** A file that stays missing does so however often the page is read. */
function reloadedJustNow(): boolean {
  const key = 'concordat.reloaded'
  const last = Number(sessionStorage.getItem(key) ?? 0)
  sessionStorage.setItem(key, String(Date.now()))
  return Date.now() - last < 10_000
}
