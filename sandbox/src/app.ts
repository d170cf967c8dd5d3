import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { createControl } from './control/routes.ts'
import { createApi } from './http/endpoint.ts'
import { createPages } from './page/routes.ts'
import { routes } from './processor/routes.ts'
import type { World } from './world.ts'

/** The whole sandbox: the processor's API, the control of it, and the pages. */
export function createApp(world: World) {
  return new Hono<{ Bindings: HttpBindings }>()
    .get('/health', async c => {
      await world.sql`select 1`
      return c.json({ status: 'up' })
    })
    .route('/sandbox', createControl(world))
    .route('/', createPages(world))
    .route('/', createApi(world, routes))
    .onError((error, c) => {
      if (error instanceof HTTPException) return error.getResponse()
      console.error(error)
      return c.json({ error: { code: 'Unexpected', message: 'The sandbox failed; its log says why.' } }, 500)
    })
}
