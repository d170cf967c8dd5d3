import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { isAddress, isHash } from 'viem'
import { z } from 'zod'
import { PageSkeleton } from '../components/PageSkeleton.tsx'
import { agreementTabs } from '../features/agreements/tabs.ts'
import { draftTabs } from '../features/drafts/page/tabs.ts'
import { NotFound } from './NotFound.tsx'
import { RouteError } from './RouteError.tsx'
import { Shell } from './Shell.tsx'

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFound })
const getParentRoute = () => rootRoute
const hash = z.custom<`0x${string}`>(value => typeof value === 'string' && isHash(value))
const address = z.custom<`0x${string}`>(value => typeof value === 'string' && isAddress(value, { strict: false }))

const home = createRoute({
  getParentRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../routes/HomeRoute.tsx'), 'HomeRoute'),
})
const businesses = createRoute({
  getParentRoute,
  path: '/businesses',
  component: lazyRouteComponent(() => import('../routes/BusinessesRoute.tsx'), 'BusinessesRoute'),
})
const business = createRoute({
  getParentRoute,
  path: '/businesses/$id',
  params: { parse: params => ({ id: hash.parse(params.id) }) },
  component: lazyRouteComponent(() => import('../routes/BusinessRoute.tsx'), 'BusinessRoute'),
})
const agreements = createRoute({
  getParentRoute,
  path: '/agreements',
  component: lazyRouteComponent(() => import('../routes/AgreementsRoute.tsx'), 'AgreementsRoute'),
})

const agreement = createRoute({
  getParentRoute,
  path: '/agreements/$root',
  params: { parse: params => ({ root: hash.parse(params.root) }) },
  validateSearch: z.object({ tab: z.enum(agreementTabs).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../routes/AgreementRoute.tsx'), 'AgreementRoute'),
})
const account = createRoute({
  getParentRoute,
  path: '/accounts/$address',
  params: { parse: params => ({ address: address.parse(params.address) }) },
  component: lazyRouteComponent(() => import('../routes/AccountRoute.tsx'), 'AccountRoute'),
})
const facts = createRoute({
  getParentRoute,
  path: '/facts',
  component: lazyRouteComponent(() => import('../routes/FactsRoute.tsx'), 'FactsRoute'),
})
const whatIf = createRoute({
  getParentRoute,
  path: '/what-if',
  validateSearch: z.object({ agreement: hash.optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../routes/WhatIfRoute.tsx'), 'WhatIfRoute'),
})
const agreementPrint = createRoute({
  getParentRoute,
  path: '/agreements/$root/print',
  params: { parse: params => ({ root: hash.parse(params.root) }) },
  component: lazyRouteComponent(() => import('../routes/PrintRoutes.tsx'), 'AgreementPrintRoute'),
})
const drafts = createRoute({
  getParentRoute,
  path: '/drafts',
  component: lazyRouteComponent(() => import('../routes/DraftRoutes.tsx'), 'DraftsRoute'),
})
const newDraft = createRoute({
  getParentRoute,
  path: '/drafts/new',
  component: lazyRouteComponent(() => import('../routes/DraftRoutes.tsx'), 'NewDraftRoute'),
})
const transfer = createRoute({
  getParentRoute,
  path: '/drafts/transfer',
  component: lazyRouteComponent(() => import('../routes/DraftRoutes.tsx'), 'TransferRoute'),
})
const draft = createRoute({
  getParentRoute,
  path: '/drafts/$id',
  params: { parse: params => ({ id: hash.parse(params.id) }) },
  validateSearch: z.object({ tab: z.enum(draftTabs).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../routes/DraftRoutes.tsx'), 'DraftRoute'),
})
const draftPrint = createRoute({
  getParentRoute,
  path: '/drafts/$id/print',
  params: { parse: params => ({ id: hash.parse(params.id) }) },
  component: lazyRouteComponent(() => import('../routes/PrintRoutes.tsx'), 'DraftPrintRoute'),
})
const invitation = createRoute({
  getParentRoute,
  path: '/invitations/$token',
  component: lazyRouteComponent(() => import('../routes/DraftRoutes.tsx'), 'InvitationRoute'),
})
const alerts = createRoute({
  getParentRoute,
  path: '/alerts',
  component: lazyRouteComponent(() => import('../routes/AlertRoutes.tsx'), 'AlertsRoute'),
})
const confirmMail = createRoute({
  getParentRoute,
  path: '/alerts/confirm/$token',
  component: lazyRouteComponent(() => import('../routes/AlertRoutes.tsx'), 'ConfirmMailRoute'),
})
const pay = createRoute({
  getParentRoute,
  path: '/pay/$root',
  params: { parse: params => ({ root: hash.parse(params.root) }) },
  validateSearch: z.object({ checkout: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../routes/PayRoute.tsx'), 'PayRoute'),
})
const reconcile = createRoute({
  getParentRoute,
  path: '/reconcile',
  component: lazyRouteComponent(() => import('../routes/ReconcileRoute.tsx'), 'ReconcileRoute'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...[home, businesses, business, agreements, agreement, agreementPrint, account, facts, whatIf],
    ...[alerts, confirmMail, pay, reconcile],
    ...[drafts, newDraft, transfer, draft, draftPrint, invitation],
  ]),
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: RouteError,
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be extended from outside
  interface Register {
    router: typeof router
  }
}
