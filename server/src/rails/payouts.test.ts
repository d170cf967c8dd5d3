import { particularsHash } from '@concordat/sdk/payments/particulars.ts'
import type { InstructionView } from '@concordat/sdk/payments/views.ts'
import { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { verifyRow } from '@concordat/sdk/rows/sign.ts'
import type { Hex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from '../../test/harness.ts'
import { type Connected, startRails, type TestRails } from '../../test/rails.ts'
import { ownerMessage } from '../http/owner.ts'
import { takeInstructions } from './instructions.ts'
import { findPayoutAccount } from './payoutAccounts.ts'
import { executePayouts } from './payouts.ts'

let rails: TestRails
beforeAll(async () => {
  rails = await startRails()
  await rails.control('settings', { payouts: 'manual' })
})
afterAll(() => rails.stop())

const owner = privateKeyToAccount(generatePrivateKey())
const path = '/rails/payout-accounts'
const iban = 'DE89 3704 0044 0532 0130 00'

type View = { key: Hex; owner: string; account: string; struct: Record<string, string>; orders: { payout: string }[] }

/** A request that the owner signed. */
async function ask<T>(body?: object, { at = 0, key = crypto.randomUUID() as string, signed = body } = {}) {
  const text = body ? JSON.stringify(body) : ''
  const seconds = Math.floor(Date.now() / 1_000) + at
  const method = body ? 'POST' : 'GET'
  const bytes = new TextEncoder().encode(signed ? JSON.stringify(signed) : '')
  const signature = await owner.signMessage({ message: ownerMessage(method, `/api${path}`, seconds, bytes) })
  const authorization = `Account ${owner.address} ${seconds} ${signature}`
  const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': key }
  return rails.send<T>(path, { headers, ...(body ? { body: text } : {}) })
}

/** A business that received 50.00, and an account of the owner's that it can be paid out to. */
async function prepare(connection: Record<string, unknown> = {}) {
  const business = await rails.addConnected(connection)
  await rails.pay(business, '50.00')
  await rails.poll(business)
  const { json } = await ask<View>({ agreement: business.root, holder: 'Anna', account: iban })
  return { business, key: json.key }
}

const letPass = () => rails.sql`update payout_orders set next_at = now()`
const madeFor = async ({ account }: Connected) =>
  (await rails.stripe.payouts.list({ limit: 100 }, { stripeAccount: account })).data

async function turn(): Promise<void> {
  await takeInstructions(rails.context)
  await letPass()
  await executePayouts(rails.context)
}

const statesOf = async ({ id }: Connected) =>
  (await rails.rowsOf(id)).flatMap(row =>
    row.kind === 'payout' ? [[row.round, row.data.state, row.data.evidence]] : [],
  )

describe('payout accounts', () => {
  test('default: the chain sees a hash, the database no particulars', async () => {
    const { key } = await prepare()
    const { particulars, struct } = await findPayoutAccount(rails.context, key)
    expect(struct.account).toBe(particularsHash(particulars))
    expect(particulars).toMatchObject({ rail: 'stripe', holder: 'Anna', account: expect.stringMatching(/^ba_/) })
    const [row] = await rails.sql`select particulars from payout_accounts where key = ${key}`
    expect(Buffer.from(row?.particulars).includes('Anna')).toBe(false)
    const { json } = await ask<View[]>()
    expect(json.map(each => each.key)).toContain(key)
  })

  test('behavior: the same request is the same account', async () => {
    const { root } = await rails.addConnected()
    const body = { agreement: root, holder: 'Anna', account: iban }
    const [first, again] = [await ask<View>(body, { key: 'once' }), await ask<View>(body, { key: 'once' })]
    expect(again.json.key).toBe(first.json.key)
    expect(codeOf(await ask({ ...body, holder: 'Bela' }, { key: 'once' }))).toBe('IdempotencyConflict')
  })

  test('error: its reasons', async () => {
    const { root } = await rails.addConnected({ limits: { minPayout: '100' } })
    const body = { agreement: root, holder: 'Anna', account: iban }
    expect(codeOf(await ask(body))).toBe('BelowRailMinimum')
    expect(codeOf(await ask({ ...body, minimum: '100', account: 'DE00' }))).toBe('RequestMalformed')
    expect(codeOf(await ask({ ...body, minimum: '100' }, { at: -3_600 }))).toBe('ClockSkew')
    expect(codeOf(await ask(body, { signed: { ...body, holder: 'Bela' } }))).toBe('NotTheSigner')
    expect(codeOf(await rails.send(path, { body }))).toBe('OwnerMissing')
    await expect(findPayoutAccount(rails.context, `0x${'00'.repeat(32)}`)).rejects.toThrow('No payout account')
  })
})

describe('instructions', () => {
  test('default: accepted, then paid, in rows that name the receiving account', async () => {
    const { business, key } = await prepare()
    const { id: instruction } = rails.issue(owner.address, key, 1)
    await turn()
    const [payout] = await madeFor(business)
    expect(payout).toMatchObject({ amount: 1_000, metadata: { instruction } })
    expect(await statesOf(business)).toEqual([[0, 'accepted', payout?.id]])
    await rails.control(`payouts/${payout?.id}/complete`)
    await rails.poll(business)
    expect(await statesOf(business)).toEqual([
      [0, 'accepted', payout?.id],
      [1, 'paid', payout?.id],
    ])
    const row = (await rails.rowsOf(business.id)).find(each => each.kind === 'payout')
    verifyRow(FeedRow.parse(row))
    const { particulars } = await findPayoutAccount(rails.context, key)
    expect(row?.data).toMatchObject({ instruction, sequence: 1, payoutAccount: key, amount: '10.00', particulars })
    expect((await ask<View[]>()).json.find(each => each.key === key)?.orders[0]?.payout).toBe(payout?.id)
  })

  test('behavior: one that fails, and one that comes back after it was paid', async () => {
    const { business, key } = await prepare()
    rails.issue(owner.address, key, 1)
    await turn()
    const [failing] = await madeFor(business)
    await rails.control(`payouts/${failing?.id}/fail`, { code: 'account_closed' })
    await rails.poll(business)
    rails.issue(owner.address, key, 2)
    await turn()
    const returned = (await madeFor(business)).find(({ id }) => id !== failing?.id)
    await rails.control(`payouts/${returned?.id}/complete`)
    await rails.poll(business)
    await rails.control(`payouts/${returned?.id}/return`, { code: 'no_account' })
    await rails.poll(business)
    expect(await statesOf(business)).toEqual([
      [0, 'accepted', failing?.id],
      [1, 'failed', 'account_closed'],
      [0, 'accepted', returned?.id],
      [1, 'paid', returned?.id],
      [2, 'reversed', 'no_account'],
    ])
  })

  test('behavior: it waits for the hold time', async () => {
    const { business, key } = await prepare({ limits: { holdSeconds: 3_600 } })
    rails.issue(owner.address, key, 1)
    await turn()
    expect(await madeFor(business)).toEqual([])
    await rails.sql`update payout_orders set issued_at = issued_at - 3600 where payout_account = ${key}`
    await turn()
    expect(await madeFor(business)).toHaveLength(1)
  })

  test('behavior: what the processor refuses is tried again with a key of its own', async () => {
    const { business, key } = await prepare()
    rails.issue(owner.address, key, 1, 9_000)
    await turn()
    const [order] = await rails.sql`select refused, refusal from payout_orders where payout_account = ${key}`
    expect(order).toMatchObject({ refused: 1, refusal: { code: 'RefusedByProcessor' } })
    await rails.pay(business, '50.00')
    await turn()
    expect(await madeFor(business)).toHaveLength(1)
  })

  test('behavior: what was refused because the account is closed fails, and is never paid', async () => {
    const { business, key } = await prepare()
    const { particulars } = await findPayoutAccount(rails.context, key)
    await rails.stripe.accounts.createExternalAccount(business.account, {
      default_for_currency: true,
      external_account: {
        object: 'bank_account',
        account_number: 'DE02120300000000202051',
        country: 'DE',
        currency: 'xts',
      },
    } as never)
    await rails.stripe.accounts.deleteExternalAccount(business.account, particulars.account)
    const { id } = rails.issue(owner.address, key, 1)
    await turn()
    expect(await statesOf(business)).toEqual([])
    await Promise.all([turn(), turn()])
    await turn()
    expect(await statesOf(business)).toEqual([[1, 'failed', 'external_account_missing']])
    const [row] = (await rails.rowsOf(business.id)).filter(({ kind }) => kind === 'payout')
    expect(row).toMatchObject({ id, data: { instruction: id, amount: '10.00', particulars } })
    const [order] = await rails.sql`select state, payout, refused from payout_orders where instruction = ${id}`
    expect(order).toEqual({ state: 'sent', payout: id, refused: 1 })
    expect(await madeFor(business)).toEqual([])
  })

  test('behavior: an account of another server is left alone', async () => {
    const { business } = await prepare()
    rails.issue(owner.address, `0x${'77'.repeat(32)}`, 1)
    await turn()
    expect(await madeFor(business)).toEqual([])
  })
})

describe('a payout that was interrupted', () => {
  const noteAttempt = () => rails.sql`update payout_orders set attempted_at = now() where payout is null`
  const steps: [string, (business: Connected, instruction: InstructionView) => Promise<unknown>][] = [
    ['after it was kept', () => takeInstructions(rails.context)],
    [
      'after the attempt was noted',
      async () => {
        await takeInstructions(rails.context)
        await noteAttempt()
      },
    ],
    [
      'after the answer was lost',
      async () => {
        await rails.control('outage', { mode: 'lost', seconds: 60 })
        await turn()
        await rails.control('outage/end')
      },
    ],
    [
      'after it was made, with the key forgotten',
      async ({ account }, { id, payoutKey }) => {
        await takeInstructions(rails.context)
        await noteAttempt()
        const { particulars } = await findPayoutAccount(rails.context, payoutKey)
        await rails.stripe.payouts.create(
          { amount: 1_000, currency: 'xts', destination: particulars.account, metadata: { instruction: id } },
          { stripeAccount: account },
        )
      },
    ],
    [
      'after it was noted',
      async ({ account }, { id, payoutKey }) => {
        await takeInstructions(rails.context)
        const { particulars } = await findPayoutAccount(rails.context, payoutKey)
        const made = await rails.stripe.payouts.create(
          { amount: 1_000, currency: 'xts', destination: particulars.account, metadata: { instruction: id } },
          { stripeAccount: account, idempotencyKey: id },
        )
        await rails.sql`update payout_orders set state = 'sent', payout = ${made.id} where instruction = ${id}`
      },
    ],
  ]

  test.each(steps)('behavior: %s, it is made once', async (_, interrupt) => {
    const { business, key } = await prepare()
    await interrupt(business, rails.issue(owner.address, key, 1))
    await Promise.all([turn(), turn()])
    await turn()
    const made = await madeFor(business)
    expect(made).toHaveLength(1)
    await rails.control(`payouts/${made[0]?.id}/complete`)
    await rails.poll(business)
    expect((await statesOf(business)).map(([, state]) => state)).toEqual(['accepted', 'paid'])
  })
})
