import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { Context } from '../context.ts'
import { developmentChain } from '../deployment.ts'
import { ApiError } from '../errors.ts'

const verifyPages = ['/verify', '/verify.html']

/** Headers that keep the page to itself: scripts from here only, in nobody's frame; it talks to this server and the chain. */
export function createSecurityHeaders({ deployment, rpcUrl }: Context) {
  const local = deployment.chainId === developmentChain ? ['http://localhost:*', 'http://127.0.0.1:*'] : []
  const verifying = secureHeaders({
    // The page that checks proofs is one file, script and styles inside, and talks to nobody.
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'unsafe-inline'"],
      styleSrc: ["'unsafe-inline'"],
      imgSrc: ['data:'],
      fontSrc: ['data:'],
      // The checking itself runs beside the page, from a script inside it.
      workerSrc: ['blob:'],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    strictTransportSecurity: local.length === 0,
  })
  const app = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // Mantine and the API reference set style attributes.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'", new URL(rpcUrl).origin, ...local],
      workerSrc: ["'self'", 'blob:'],
      // PDF that was attached, in the browser's own viewer.
      frameSrc: ['blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    // The development page is plain HTTP on this machine.
    strictTransportSecurity: local.length === 0,
  })
  const document = secureHeaders({
    // A document has no scripts; the browser's own viewer shows it as an object and styles it.
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'unsafe-inline'"],
      objectSrc: ["'self'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    strictTransportSecurity: local.length === 0,
  })
  const headersFor = (path: string) =>
    verifyPages.includes(path) ? verifying : /^\/api\/.*\.pdf$/.test(path) ? document : app
  return createMiddleware((c, next) => headersFor(c.req.path)(c, next))
}

/** Refuses bodies above `megabytes` before they are read whole. */
export function limitBody(megabytes: number) {
  return bodyLimit({
    maxSize: megabytes * 1024 * 1024,
    onError: () => {
      throw new ApiError(413, 'BodyTooLarge', `A request here may have at most ${megabytes} MB; send it in parts.`, {
        megabytes,
      })
    },
  })
}
