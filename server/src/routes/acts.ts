import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import type { ActsView, ActView, BegunActView } from '@concordat/sdk/views.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { createPublicClient, type Hex, http } from 'viem'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { limitVisitors } from '../http/rateLimit.ts'
import { listActs } from '../life/listActs.ts'
import { listBegun } from '../life/listBegun.ts'
import { signAct, withdrawSignature } from '../life/signAct.ts'
import { createSessionGuard, type SignedIn } from '../sessions/guard.ts'
import { createVerifyHash } from '../sessions/verifySignature.ts'
import { defaultHook } from './defaultHook.ts'
import { Account, address, answer, Hash, hex } from './views.ts'

const tags = ['Agreements']
const kind = z.enum(['terminate', 'freeze', 'resume'])

const Act = z
  .object({
    kind,
    root: hex,
    digest: hex,
    hash: hex,
    fact: z
      .object({ root: hex, arbiters: hex, round: z.number(), observedAt: z.number(), validUntil: z.number() })
      .nullable(),
    needed: z.number(),
    signers: z.array(z.object({ account: address, signedAt: z.number().nullable() })),
    signatures: z.array(z.object({ account: address, signature: hex })).nullable(),
  })
  .openapi('Act') satisfies z.ZodType<ActView>

const BegunAct = Act.extend({ business: hex }).openapi('BegunAct') satisfies z.ZodType<BegunActView>
const Acts = z.object({ acts: z.array(Act) }).openapi('Acts') satisfies z.ZodType<ActsView>
const params = z.object({ root: Hash })

const list = createRoute({
  method: 'get',
  path: '/agreements/{root}/acts',
  tags,
  summary: 'What can be done by signing together, and who has signed',
  description: 'All parties end an agreement; its arbiters stop and restart payments.',
  request: { params },
  responses: answer(Acts, 'The acts that are possible now'),
})

const begun = createRoute({
  method: 'get',
  path: '/acts',
  tags,
  summary: 'What was begun and the account is a signer of',
  description: 'It waits for those who have not signed; once enough have, anyone can carry it out.',
  security: [{ session: [] }],
  responses: answer(z.object({ acts: z.array(BegunAct) }), 'The acts, of the agreement last signed for first'),
})

const sign = createRoute({
  method: 'post',
  path: '/agreements/{root}/acts/{kind}/signatures',
  tags,
  summary: 'Sign an act',
  description: 'The signature itself says who gave it. Once enough have signed, anyone can carry the act out.',
  request: {
    params: params.extend({ kind }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            account: Account,
            signature: z
              .string()
              .regex(/^0x[0-9a-fA-F]{2,20000}$/)
              .transform(text => text as Hex)
              .openapi({ type: 'string' }),
            observedAt: z.number().int().optional(),
          }),
        },
      },
    },
  },
  responses: answer(Acts, 'The acts as they are now'),
})

const withdraw = createRoute({
  method: 'delete',
  path: '/agreements/{root}/acts/{kind}/signatures',
  tags,
  summary: 'Take back a signature that is not used yet',
  security: [{ session: [] }],
  request: { params: params.extend({ kind }) },
  responses: answer(Acts, 'The acts as they are now'),
})

export function createActRoutes(context: Context) {
  const { sql, indexer, deployment, rpcUrl, visits } = context
  const chain = { chainId: deployment.chainId, contracts: deployment.contracts }
  const client = createPublicClient({ transport: http(rpcUrl, { retryCount: 1, timeout: 5_000 }) })
  const verify = createVerifyHash(rpcUrl)

  async function read(root: Hex) {
    const agreement = await indexer.getAgreement(root)
    if (!agreement)
      throw new ApiError(404, 'AgreementUnknown', `The indexer knows no agreement ${root} (yet).`, { root })
    const splits = { address: deployment.contracts.Splits, abi: splitsAbi } as const
    const { freezeRounds } = await client
      .readContract({ ...splits, functionName: 'standingOf', args: [agreement.root] })
      .catch(() => {
        throw new ApiError(503, 'ChainUnreachable', 'The chain does not answer; try again shortly.')
      })
    const now = Math.floor(Date.now() / 1000)
    return { agreement, acts: await listActs(sql, indexer, chain, { agreement, round: freezeRounds, now }) }
  }

  /** Null where the agreement is not to be had: it waits for nobody then. */
  async function readIfKnown(root: Hex) {
    const found = await read(root).catch(error => {
      if (error instanceof ApiError && error.status === 404) return null
      throw error
    })
    return found && { business: found.agreement.business, acts: found.acts }
  }

  async function requireAct(root: Hex, wanted: z.infer<typeof kind>) {
    const { agreement, acts } = await read(root)
    const act = acts.find(each => each.kind === wanted)
    if (act) return { agreement, act }
    throw new ApiError(409, 'ActNotPossible', `The agreement is ${agreement.status}: this cannot be done now.`, {
      status: agreement.status,
    })
  }

  const app = new OpenAPIHono<SignedIn>({ defaultHook })
  app.use('/agreements/*', limitVisitors(visits))
  app.use('/acts', createSessionGuard(context))
  app.on('DELETE', '/agreements/:root/acts/:kind/signatures', createSessionGuard(context))
  return app
    .openapi(list, async c => c.json({ acts: (await read(c.req.valid('param').root)).acts }, 200))
    .openapi(begun, async c => c.json({ acts: await listBegun(sql, c.get('account'), readIfKnown) }, 200))
    .openapi(sign, async c => {
      const { root, kind } = c.req.valid('param')
      const { agreement, act } = await requireAct(root, kind)
      await signAct(context, { chain, verify, business: agreement.business }, act, c.req.valid('json'))
      return c.json({ acts: (await read(root)).acts }, 200)
    })
    .openapi(withdraw, async c => {
      const { root, kind } = c.req.valid('param')
      const { agreement, act } = await requireAct(root, kind)
      if (act.signatures) throw new ApiError(409, 'ActComplete', 'Enough have signed already: anyone can carry it out.')
      await withdrawSignature(context, act, { business: agreement.business, account: c.get('account') })
      return c.json({ acts: (await read(root)).acts }, 200)
    })
}
