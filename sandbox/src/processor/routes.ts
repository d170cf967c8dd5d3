import type { Route } from '../http/route.ts'
import { accountRoutes } from './accounts/accounts.ts'
import { bankAccountRoutes } from './accounts/bankAccounts.ts'
import { balanceRoutes } from './balance/balance.ts'
import { sessionRoutes } from './checkout/sessions.ts'
import { disputeRoutes } from './disputes/disputes.ts'
import { chargeRoutes } from './payments/charges.ts'
import { intentRoutes } from './payments/intents.ts'
import { methodRoutes } from './payments/methods.ts'
import { payoutRoutes } from './payouts/payouts.ts'
import { refundRoutes } from './refunds/refunds.ts'
import { transferRoutes } from './transfers/transfers.ts'
import { endpointRoutes } from './webhooks/endpoints.ts'
import { eventRoutes } from './webhooks/events.ts'

/** What of Stripe's API the sandbox speaks. */
export const routes: Route[] = [
  ...accountRoutes,
  ...bankAccountRoutes,
  ...balanceRoutes,
  ...sessionRoutes,
  ...disputeRoutes,
  ...chargeRoutes,
  ...intentRoutes,
  ...methodRoutes,
  ...payoutRoutes,
  ...refundRoutes,
  ...transferRoutes,
  ...endpointRoutes,
  ...eventRoutes,
]
