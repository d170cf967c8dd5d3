import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import { limitBody } from '../../http/security.ts'
import { requireProcessor } from '../../rails/connections.ts'
import { keepEvent, readWebhook } from '../../rails/events.ts'

/** What processors tell by themselves: kept before it is answered, and used afterwards. */
export function createWebhookRoutes({ sql, processors }: Context) {
  return new Hono().post('/rails/stripe/:account/webhook', limitBody(1), async c => {
    const processor = requireProcessor(processors, c.req.param('account'))
    const event = readWebhook(processor, await c.req.text(), c.req.header('stripe-signature'))
    await keepEvent(sql, processor.account, event, 'webhook')
    return c.json({ received: true })
  })
}
