import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { currencyCode, payerAccount } from '@concordat/sdk/ids.ts'
import { bankOrderDigest } from '@concordat/sdk/payments/bank/order.ts'
import { agreementReference, endToEndIdOf, orderReference } from '@concordat/sdk/payments/bank/references.ts'
import { paymentIdOf } from '@concordat/sdk/payments/bank/transfers.ts'
import { particularsHash } from '@concordat/sdk/payments/particulars.ts'
import { type ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import type { PayoutState } from '@concordat/sdk/rows/schema.ts'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { keccak256, stringToHex } from 'viem'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type WrittenEntry, type WrittenStatement, writeCamt } from '../../../../sdk/test/bank/camt.ts'
import { type WrittenStatus, writeReport } from '../../../../sdk/test/bank/pain002.ts'
import { contracts, delivered, root } from '../../../test/context.ts'
import { bookedAt, processorContext } from '../../../test/records.ts'
import { accountAt } from '../../../test/stack.ts'
import { decidePayment } from '../../payments/decide.ts'
import { decidePayout } from '../../payouts/decide.ts'
import type { RowOf } from '../../rows/context.ts'
import type { ProcessorPort } from '../port.ts'
import { createBank } from './port.ts'

const iban = 'DE89370400440532013000'
const receiver = 'FR1420041010050500013M02606'
const account: ProcessorAccount = { rail: 'bank', account: iban }
const context = processorContext(account)
const date = '2025-01-05'
const own = agreementReference(root)

let folder: string
let told: string[]
let bank: ProcessorPort

const log = (event: string) => void told.push(event)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'statements-'))
  told = []
  bank = createBank({ settings: { rail: 'bank', account: iban, statements: folder }, log })
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const deliver = (name: string, entries: WrittenEntry[], given: Partial<WrittenStatement> = {}) =>
  write(name, writeCamt({ account: iban, currency: 'XTS', opening: '99.00', from: date, to: date, entries, ...given }))
const credit = (text?: string, given: Partial<WrittenEntry> = {}): WrittenEntry => ({
  ...{ reference: 'R1', amount: '10.00', date, details: text === undefined ? [] : [{ text }] },
  ...given,
})

const paymentId = paymentIdOf(iban, 'R1')
const paymentRow = (data: Partial<RowOf<'payment'>['data']> = {}, id = paymentId, on = date) => {
  const all = { amount: '10.00', currency: 'XTS', payer: id, processor: account, ...data }
  const row = { kind: 'payment' as const, id, round: 0, recordedAt: `${on}T08:00:00Z`, date: on, data: all }
  return delivered(row, 1, bookedAt(on)) as RowOf<'payment'>
}

const outcome = (decision: { status: string; code?: string }) => decision.code ?? decision.status

async function decide(row: RowOf<'payment'>, orderUsedBy?: string): Promise<string> {
  const record = await bank.read(row)
  return outcome(
    decidePayment(row, { ...context, record, isReserveDeclared: false, orderUsedBy }) as {
      status: string
      code?: string
    },
  )
}

describe('payments by transfer', () => {
  test('default: what names the agreement is true', async () => {
    deliver('1.xml', [credit(`Rent ${own}`)])
    expect(await bank.read(paymentRow())).toEqual({
      kind: 'payment',
      outcome: 'succeeded',
      amount: '1000',
      currency: 'XTS',
      metadata: { references: own, date },
      createdAt: Date.parse(date) / 1_000,
      status: 'booked',
      isSigned: false,
    })
    expect(await decide(paymentRow())).toBe('fact')
  })

  test('behavior: what no statement shows yet is awaited; what a whole one does not show is not there', async () => {
    expect(await decide(paymentRow())).toBe('StatementAwaited')
    deliver('1.xml', [], { from: '2025-01-04', to: '2025-01-04' })
    expect(await decide(paymentRow())).toBe('StatementAwaited')
    write('2.xml', 'half a fi')
    expect(await decide(paymentRow())).toBe('StatementUnreadable')
    expect(await decide(paymentRow())).toBe('StatementUnreadable')
    expect(told).toEqual(['statementUnreadable'])
    deliver('2.xml', [])
    expect(await decide(paymentRow())).toBe('NotAtProcessor')
    deliver('3.xml', [credit(own)], { opening: '0.00' })
    expect(await decide(paymentRow())).toBe('fact')
  })

  test('behavior: a day that is not over anywhere is never stated whole, since the bank can state more of it', async () => {
    const at = (time: string) => {
      vi.setSystemTime(time)
      return decide(paymentRow())
    }
    deliver('1.xml', [])
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      expect(await at(`${date}T23:59:59Z`)).toBe('StatementAwaited')
      expect(await at('2025-01-06T11:59:59Z')).toBe('StatementAwaited')
      expect(await at('2025-01-06T12:00:00Z')).toBe('NotAtProcessor')
    } finally {
      vi.useRealTimers()
    }
  })

  test('behavior: statements of other accounts say nothing', async () => {
    write('1.xml', writeCamt({ account: receiver, currency: 'XTS', entries: [credit(own)] }))
    expect(await decide(paymentRow())).toBe('StatementAwaited')
  })

  test('behavior: a bank that contradicts itself is waited for', async () => {
    deliver('1.xml', [credit(own)])
    deliver('2.xml', [credit(own, { amount: '11.00' })])
    await bank.read(paymentRow({}, paymentIdOf(iban, 'R9')))
    expect(told).toContain('statementContradicts')
    expect(await decide(paymentRow({}, paymentIdOf(iban, 'R9')))).toBe('StatementUnreadable')
  })

  test.each([
    ['AmountDiffersAtProcessor', credit(own), { amount: '10.01' }],
    ['PayerDiffers', credit(own), { payer: 'somebody' }],
    ['PurposeDiffers', credit(own), { purpose: 'other' }],
    ['AgreementDiffers', credit('Thanks'), {}],
    ['AgreementDiffers', credit(agreementReference(keccak256('0x99'))), {}],
    ['AgreementDiffers', credit(`${own} ${agreementReference(keccak256('0x99'))}`), {}],
    ['PaymentPending', credit(own, { status: 'PDNG' }), {}],
    ['PaymentNotSucceeded', credit(own, { details: [{ text: own, returned: 'AC04' }] }), {}],
    ['NotAtProcessor', credit(own, { side: 'DBIT' }), {}],
  ])('error: %s', async (code, entry, data) => {
    deliver('1.xml', [entry])
    expect(await decide(paymentRow(data))).toBe(code)
  })

  test('error: another day, another account', async () => {
    deliver('1.xml', [credit(own)])
    expect(await decide(paymentRow({}, paymentId, '2025-01-04'))).toBe('DateDiffers')
    expect(await decide(paymentRow({}, paymentIdOf(receiver, 'R1')))).toBe('NotAtProcessor')
    expect(await decide(paymentRow({}, 'R1'))).toBe('NotAtProcessor')
  })

  test('behavior: an order holds its payer, amount and purpose, and is used once', async () => {
    const given = { payee: contracts.Splits, agreement: root, amount: 1_000n, processor: processorName(account) }
    const order = { ...given, payer: payerAccount('flat 4'), currency: currencyCode('XTS'), purpose: 'Rent', nonce: 77 }
    const reference = orderReference(bankOrderDigest(order, context.chainId, contracts.Payments), 77)
    deliver('1.xml', [credit(reference)])
    const said = { payer: 'flat 4', purpose: 'Rent' }
    expect(await decide(paymentRow(said))).toBe('fact')
    expect((await bank.read(paymentRow(said))) as object).toMatchObject({ metadata: { order: reference } })
    expect(await decide(paymentRow(said), 'another')).toBe('OrderUsed')
    expect(await decide(paymentRow({ ...said, payer: 'flat 5' }))).toBe('OrderDiffers')
    expect(await decide(paymentRow({ ...said, purpose: 'Fine' }))).toBe('OrderDiffers')
    expect(await decide(paymentRow({ ...said, payer: paymentId, purpose: '' }))).toBe('OrderDiffers')
  })
})

const hash = keccak256('0x77')
const particulars = { rail: 'bank', holder: 'Anna', account: receiver, salt: hash } as const
const instruction = {
  payoutKey: keccak256('0x78'),
  account: {
    owner: accountAt(0).address,
    rail: stringToHex('bank', { size: 32 }),
    account: particularsHash(particulars),
    minimum: 0n,
    quorum: context.standing.terms.rules.quorum,
    currency: currencyCode('XTS'),
    processor: processorName(account),
  },
  asset: context.standing.terms.money.asset,
  amount: 1_000n,
  sequence: 3,
}
const endToEndId = endToEndIdOf(hash)
const payoutRow = (
  state: PayoutState,
  evidence = state === 'paid' || state === 'accepted' ? endToEndId : 'AC04',
  id = endToEndId,
) => {
  const said = {
    instruction: hash,
    sequence: 3,
    payoutAccount: instruction.payoutKey,
    amount: '10.00',
    currency: 'XTS',
  }
  const round = { accepted: 0, paid: 1, failed: 1, reversed: 2 }[state]
  const data = { ...said, state, evidence, processor: account, particulars }
  const row = { kind: 'payout' as const, id, round, recordedAt: `${date}T08:00:00Z`, date, data }
  return delivered(row, 9, bookedAt(date)) as RowOf<'payout'>
}

async function decideOut(row: RowOf<'payout'>, isReversed = false): Promise<string> {
  const record = await bank.read(row)
  return outcome(
    decidePayout(row, { ...context, record, instruction, isReversed }) as { status: string; code?: string },
  )
}

const debit = (given: Partial<WrittenEntry> = {}): WrittenEntry => ({
  ...{ reference: 'D1', amount: '10.00', side: 'DBIT', date, details: [{ endToEndId, creditor: receiver }] },
  ...given,
})
const report = (name: string, given: Omit<WrittenStatus, 'endToEndId'>) =>
  write(name, writeReport({ id: name, message: 'M1', transfers: [{ endToEndId, ...given }] }))
const back = (on = date): WrittenEntry => ({
  ...{ reference: 'D2', amount: '10.00', date: on, details: [{ endToEndId, returned: 'AC04' }] },
})

describe('payouts by transfer', () => {
  test('default: what the statement shows is true, and nothing else', async () => {
    expect(await decideOut(payoutRow('paid'))).toBe('StatementAwaited')
    deliver('1.xml', [debit({ status: 'PDNG' })], { from: '2025-01-04', to: '2025-01-04' })
    expect(await decideOut(payoutRow('accepted'))).toBe('fact')
    expect(await decideOut(payoutRow('paid'))).toBe('PayoutPending')
    deliver('2.xml', [debit()], { from: '2025-01-04', to: '2025-01-04' })
    expect(await decideOut(payoutRow('paid'))).toBe('fact')
    expect(await decideOut(payoutRow('failed'))).toBe('StatementAwaited')
    expect(await decideOut(payoutRow('reversed'))).toBe('StatementAwaited')
    deliver('3.xml', [debit()])
    expect(await decideOut(payoutRow('failed'))).toBe('PayoutDiffers')
  })

  test('behavior: what came back', async () => {
    deliver('1.xml', [debit(), back()])
    expect(await decideOut(payoutRow('failed'))).toBe('fact')
    expect(await decideOut(payoutRow('paid'))).toBe('PayoutDiffers')
    expect(await decideOut(payoutRow('paid'), true)).toBe('fact')
    expect(await decideOut(payoutRow('failed', 'AC01'))).toBe('EvidenceDiffers')
  })

  test('behavior: what came back later was paid', async () => {
    deliver('1.xml', [debit()])
    deliver('2.xml', [back('2025-01-07')], { from: '2025-01-07', to: '2025-01-07' })
    expect(await decideOut(payoutRow('reversed'))).toBe('fact')
    expect(await decideOut(payoutRow('failed'))).toBe('PayoutDiffers')
  })

  test('behavior: what a report rejects was never made, whatever of it the report repeats', async () => {
    const unmade = (evidence = 'AC04') => payoutRow('failed', evidence, hash)
    expect(await decideOut(unmade())).toBe('StatementAwaited')
    deliver('1.xml', [])
    expect(await decideOut(unmade())).toBe('StatementAwaited')
    report('2.xml', { status: 'ACSP' })
    expect(await decideOut(unmade())).toBe('StatementAwaited')
    expect(await decideOut(payoutRow('accepted'))).toBe('fact')
    report('3.xml', { reason: 'AC04' })
    expect(await decideOut(unmade())).toBe('fact')
    expect(await decideOut(unmade('AC01'))).toBe('EvidenceDiffers')
    expect(await decideOut(payoutRow('paid'))).toBe('PayoutDiffers')
    report('3.xml', { reason: 'AC04', amount: '10.00', creditor: 'GB29NWBK60161331926819' })
    expect(await decideOut(unmade())).toBe('DestinationDiffers')
  })

  test('behavior: what was made was not rejected, and another account’s report says nothing', async () => {
    const unmade = payoutRow('failed', 'AC04', hash)
    report('1.xml', { reason: 'AC04' })
    deliver('2.xml', [debit()])
    expect(await decideOut(unmade)).toBe('PayoutDiffers')
    expect(await decideOut(payoutRow('paid'))).toBe('fact')
    rmSync(join(folder, '2.xml'))
    const other = writeReport({ message: 'M1', transfers: [{ endToEndId, reason: 'AC04', debtor: receiver }] })
    write('1.xml', other)
    const fresh = createBank({ settings: { rail: 'bank', account: iban, statements: folder }, log })
    expect(await fresh.read(unmade)).toEqual({ kind: 'awaited', code: 'StatementAwaited' })
  })

  test('error: a report that accepts another transfer than was ordered', async () => {
    report('1.xml', { status: 'ACSP', amount: '9.00' })
    expect(await decideOut(payoutRow('accepted'))).toBe('AmountDiffersAtProcessor')
  })

  test('error: another account, another amount, another transfer', async () => {
    deliver('1.xml', [debit({ details: [{ endToEndId, creditor: 'GB29NWBK60161331926819' }] })])
    expect(await decideOut(payoutRow('paid'))).toBe('DestinationDiffers')
    deliver('1.xml', [debit({ details: [{ endToEndId }] })])
    expect(await decideOut(payoutRow('paid'))).toBe('DestinationDiffers')
    deliver('1.xml', [debit({ amount: '9.00' })])
    expect(await decideOut(payoutRow('paid'))).toBe('AmountDiffersAtProcessor')
    deliver('1.xml', [debit({ details: [{ endToEndId: 'b'.repeat(35), creditor: receiver }] })])
    expect(await decideOut(payoutRow('paid', 'b'.repeat(35), 'b'.repeat(35)))).toBe('InstructionDiffers')
  })
})

describe('where statements come from', () => {
  test('behavior: an address lists them and gives each; without the token it refuses', async () => {
    const file = writeCamt({ account: iban, currency: 'XTS', entries: [credit(own)] })
    const app = new Hono()
      .use(async (c, next) => (c.req.header('authorization') === 'Bearer secret' ? next() : c.text('no', 401)))
      .get('/statements', c => c.json(['2025-01-05.xml']))
      .get('/statements/2025-01-05.xml', c => c.body(file))
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise(resolve => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    const settings = { rail: 'bank' as const, account: iban, statements: `http://127.0.0.1:${port}/statements/` }
    bank = createBank({ settings: { ...settings, token: 'secret' }, log })
    expect(await decide(paymentRow())).toBe('fact')
    bank = createBank({ settings, log })
    await expect(bank.read(paymentRow())).rejects.toMatchObject({ code: 'ProcessorUnavailable' })
    server.close()
  })

  test('error: a folder that is not there is silence, not a no', async () => {
    bank = createBank({ settings: { rail: 'bank', account: iban, statements: join(folder, 'missing') }, log })
    await expect(bank.read(paymentRow())).rejects.toMatchObject({ code: 'ProcessorUnavailable' })
  })
})
