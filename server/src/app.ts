import { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { Context } from './context.ts'
import { ApiError, onError } from './errors.ts'
import { createSecurityHeaders } from './http/security.ts'
import { servePages } from './http/servePages.ts'
import { createActRoutes } from './routes/acts.ts'
import { createAlertRoutes } from './routes/alerts.ts'
import { createAmendmentRoutes } from './routes/amendments.ts'
import { createAttachmentRoutes } from './routes/attachments.ts'
import { createBasisRoutes } from './routes/basis.ts'
import { createBusinessRoutes } from './routes/businesses.ts'
import { createConfigRoutes } from './routes/config.ts'
import { createDevRoutes } from './routes/dev.ts'
import { createDeviceKeyRoutes } from './routes/deviceKeys.ts'
import { createDevMailRoutes } from './routes/devMail.ts'
import { createDraftRoutes } from './routes/drafts.ts'
import { createEventRoutes } from './routes/events.ts'
import { createFeedRoutes } from './routes/feeds.ts'
import { createIndexProxy } from './routes/indexProxy.ts'
import { createIntakeRoutes } from './routes/intake.ts'
import { createInvitationRoutes } from './routes/invitations.ts'
import { createMailRoutes } from './routes/mail.ts'
import { createNodeRoutes } from './routes/nodes.ts'
import { createBankRoutes } from './routes/rails/bank.ts'
import { createCheckoutRoutes } from './routes/rails/checkout.ts'
import { createConnectionRoutes } from './routes/rails/connections.ts'
import { createPayoutAccountRoutes } from './routes/rails/payoutAccounts.ts'
import { createRailRoutes } from './routes/rails/rail.ts'
import { createReceiptRoutes } from './routes/rails/receipts.ts'
import { createReconcileRoutes } from './routes/rails/reconcile.ts'
import { createRefundRoutes } from './routes/rails/refunds.ts'
import { createWebhookRoutes } from './routes/rails/webhooks.ts'
import { reference } from './routes/reference.ts'
import { createRowRoutes } from './routes/rows.ts'
import { createSessionRoutes } from './routes/sessions.ts'
import { createSimulateRoutes } from './routes/simulate.ts'
import { createStatementRoutes } from './routes/statements.ts'
import { cookieName } from './sessions/store.ts'

/** Everything under /api, chained so that its type describes a client. Attachments go before drafts, whose requests are smaller. */
function createApi(context: Context) {
  return new OpenAPIHono()
    .route('/', createConfigRoutes(context))
    .route('/', createFeedRoutes(context))
    .route('/', createBusinessRoutes(context))
    .route('/', createRowRoutes(context))
    .route('/', createIntakeRoutes(context))
    .route('/', createNodeRoutes(context))
    .route('/', createAmendmentRoutes(context))
    .route('/', createConnectionRoutes(context))
    .route('/', createRailRoutes(context))
    .route('/', createCheckoutRoutes(context))
    .route('/', createRefundRoutes(context))
    .route('/', createReceiptRoutes(context))
    .route('/', createStatementRoutes(context))
    .route('/', createBasisRoutes(context))
    .route('/', createPayoutAccountRoutes(context))
    .route('/', createReconcileRoutes(context))
    .route('/', createBankRoutes(context))
    .route('/', createSimulateRoutes(context))
    .route('/', createAlertRoutes(context))
    .route('/', createActRoutes(context))
    .route('/', createMailRoutes(context))
    .route('/', createSessionRoutes(context))
    .route('/', createDeviceKeyRoutes(context))
    .route('/', createAttachmentRoutes(context))
    .route('/', createDraftRoutes(context))
    .route('/', createInvitationRoutes(context))
    .route('/', createDevRoutes(context))
}

export type Api = ReturnType<typeof createApi>

/** The whole server: the API, its reference, events, the indexer's views and the web app. */
export function createApp(context: Context) {
  const api = createApi(context)
  api.openAPIRegistry.registerComponent('securitySchemes', 'business', {
    type: 'http',
    scheme: 'bearer',
    description: 'The API key of the business',
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'attestor', {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description:
      '`Attestor <address> <unix seconds> <EIP-191 signature of "concordat feed\\n<path>\\n<unix seconds>">`',
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'owner', {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description:
      '`Account <address> <unix seconds> <EIP-191 signature of "concordat request\\n<METHOD> <path>\\n<unix seconds>\\n<SHA-256 of the body, hex>">`',
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: cookieName,
    description: 'Set by `POST /sessions`',
  })
  const info = {
    title: 'Concordat',
    version: '1',
    description: 'Businesses deliver rows; nodes read and confirm them.',
  }
  const document = api.getOpenAPI31Document({ openapi: '3.1.0', info, servers: [{ url: '/api' }] })

  const app = new Hono()
    .use(createSecurityHeaders(context))
    .use(compress())
    .get('/api/openapi.json', c => c.json(document as object))
    .route('/api/docs', reference)
    .route('/api', createEventRoutes(context))
    .route('/api', createIndexProxy(context))
    .route('/api', createWebhookRoutes(context))
    .route('/api', createDevMailRoutes(context))
    .route('/api', api)
    .all('/api/*', c => {
      throw new ApiError(404, 'NotFound', `There is no ${c.req.method} ${c.req.path}.`)
    })
  if (context.webDist) app.route('/', servePages(context.webDist))
  app.notFound(c => onError(new ApiError(404, 'NotFound', `There is no ${c.req.method} ${c.req.path}.`), c))
  return app.onError(onError)
}
