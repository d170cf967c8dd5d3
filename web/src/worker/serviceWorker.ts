/// <reference lib="webworker" />
import { clientsClaim } from 'workbox-core'
import { addRoute, cleanupOutdatedCaches, getCacheKeyForURL, matchPrecache, precache } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst, NetworkOnly } from 'workbox-strategies'
import { verifyPaths } from './verifyPaths.ts'

// Keeps the app itself on the device, so that it opens without the server. What the server says is never kept here: requests
// to /api are not touched at all.

declare const self: ServiceWorkerGlobalScope
/** Every file of this version, put in when the app is built. */
declare const appFiles: { url: string; revision: string | null }[]

// A new version is taken up at once: pages come from the network while there is one, so an open page of the old version is the
// only one that can notice, and it is told (see `newVersion.ts`).
void self.skipWaiting()
clientsClaim()
cleanupOutdatedCaches()
precache(appFiles)

/** How long a page may take before the one on this device is shown. */
const patienceSeconds = 4
const network = new NetworkOnly({ networkTimeoutSeconds: patienceSeconds })

// A failing gateway is no answer of ours.
const answered = (response: Response) => response.status < 500

registerRoute(
  new NavigationRoute(
    async options => {
      try {
        const response = await network.handle(options)
        if (answered(response)) return response
      } catch {
        // No server: what this device has.
      }
      const page = verifyPaths.includes(options.url.pathname) ? '/verify.html' : '/index.html'
      return (await matchPrecache(page)) ?? Response.error()
    },
    { denylist: [/^\/api\//] },
  ),
)
addRoute({ cleanURLs: false, directoryIndex: '' })
// Of the many files of Chinese letters those that were used.
registerRoute(({ url }) => /^\/assets\/.*\.woff2$/.test(url.pathname), new CacheFirst({ cacheName: 'letters' }))

/** A page asks whether it is of this version, by the address of its script. */
self.addEventListener('message', event => {
  const script = (event.data as { script?: unknown } | null)?.script
  if (typeof script === 'string') event.ports[0]?.postMessage(getCacheKeyForURL(script) !== undefined)
})
