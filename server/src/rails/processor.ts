import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import Stripe from 'stripe'
import { ApiError } from '../errors.ts'
import type { AccountSettings } from './settings.ts'

const patienceMs = 15_000

/** An account at Stripe that the server acts for. */
export type Processor = {
  account: string
  /** The only business that may connect it. */
  business: string | undefined
  webhookSecrets: string[]
  client: Stripe
  /** Asks for the account that is named and no other. Throws RetryableError when there is no answer, ApiError when it is no. */
  ask: <Answer>(request: (client: Stripe, options: Stripe.RequestOptions) => Promise<Answer>) => Promise<Answer>
}

export type Processors = Map<string, Processor>

export function createProcessors(settings: AccountSettings[]): Processors {
  return new Map(settings.map(each => [each.account, createProcessor(each)]))
}

function createProcessor(settings: AccountSettings): Processor {
  const { account, key, host, port, protocol, webhookSecrets, business } = settings
  const address = { ...(host ? { host } : {}), ...(port ? { port } : {}), ...(protocol ? { protocol } : {}) }
  const client = new Stripe(key, { ...address, timeout: patienceMs, maxNetworkRetries: 0, telemetry: false })
  let options: Stripe.RequestOptions | undefined

  const find = async (): Promise<Stripe.RequestOptions> => {
    const own = await client.accounts.retrieveCurrent()
    return own.id === account ? {} : { stripeAccount: account }
  }
  return {
    account,
    business,
    webhookSecrets,
    client,
    ask: async request => {
      try {
        options ??= await find()
        return await request(client, options)
      } catch (cause) {
        throw refusalOf(cause)
      }
    },
  }
}

/** What the processor answered, when it was a refusal that no repetition changes. */
export function refusalOf(cause: unknown): unknown {
  if (!(cause instanceof Stripe.errors.StripeError)) return cause
  const { statusCode: status = 500, code, message, type } = cause
  // The same request under way, or its first answer not known yet, is no refusal of it.
  const isPassing =
    status >= 500 || status === 429 || status === 409 || cause instanceof Stripe.errors.StripeConnectionError
  if (isPassing)
    return new RetryableError('ProcessorUnavailable', 'The processor does not answer; try again shortly.', {
      cause,
      details: message,
    })
  return new ApiError(422, 'RefusedByProcessor', `The processor refused it: ${message}`, {
    code: code ?? type,
    message,
  })
}

/** Whether the processor said no for good. */
export function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 'RefusedByProcessor'
}

/** The answer, or undefined when the processor has nothing of the name. */
export async function findAt<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer
  } catch (error) {
    if (isRefusal(error) && error.evidence?.code === 'resource_missing') return undefined
    throw error
  }
}

/** The id in a reference, which is an id or the object itself. */
export const idOf = (reference: string | { id: string } | null): string | null =>
  typeof reference === 'string' ? reference : (reference?.id ?? null)
