import { ledgerAbi, paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import { externalId } from '@concordat/sdk/ids.ts'
import { agreementReference, endToEndIdOf } from '@concordat/sdk/payments/bank/references.ts'
import type { PostingView, ReconciliationView } from '@concordat/sdk/payments/views.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { Hono } from 'hono'
import { decodeFunctionData, encodeFunctionResult, type Hex } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { receiver, startBank, type TestBank } from '../../../test/bank.ts'
import { listen } from '../../../test/indexer.ts'

let bank: TestBank
let stopChain: () => void
const chain = { outstanding: 0n, inFlight: 0n, receivables: 0n, reserve: 0n }

beforeAll(async () => {
  bank = await startBank()
  const abi = [...ledgerAbi, ...paymentsAbi]
  const app = new Hono().post('/', async c => {
    const { id, method, params } = (await c.req.json()) as { id: number; method: string; params: [{ data: Hex }] }
    if (method === 'eth_blockNumber') return c.json({ jsonrpc: '2.0', id, result: '0x1' })
    const { functionName } = decodeFunctionData({ abi, data: params[0].data })
    const result =
      functionName === 'totalSupply'
        ? encodeFunctionResult({ abi: ledgerAbi, functionName: 'totalSupply', result: chain.outstanding })
        : encodeFunctionResult({ abi: paymentsAbi, functionName: 'totalsOf', result: chain })
    return c.json({ jsonrpc: '2.0', id, result })
  })
  const { server, port } = await listen(app)
  bank.context.rpcUrl = `http://127.0.0.1:${port}`
  stopChain = () => server.close()
})
afterAll(async () => {
  stopChain()
  await bank.stop()
})

test('default: the closing balance is what the chain says, or every difference has its cause', async () => {
  const business = await bank.addBanked()
  const { terms = '0x' as Hex } = bank.fake.agreements.find(({ root }) => root === business.root) ?? {}
  const asset = String(decodeTerms(terms).money.asset)
  const book = (kind: PostingView['kind'], reference: Hex, amount: number) => {
    const rest = { id: '1', timestamp: 1, transaction: `0x${'00'.repeat(32)}` as const }
    bank.fake.postings[asset] = [
      ...(bank.fake.postings[asset] ?? []),
      { kind, reference, amount: String(amount), ...rest },
    ]
  }
  const reconcile = async () => {
    const { json } = await bank.send<ReconciliationView[]>(`/rails/reconcile?business=${business.id}`)
    const [{ balance = '', difference = '', causes = [] } = {}] = json
    return { balance, difference, causes: causes.map(({ code, amount }) => [code, amount]).sort() }
  }

  const first = {
    reference: 'R1',
    amount: '25.00',
    date: '2026-03-01',
    details: [{ text: agreementReference(business.root) }],
  }
  const fee = { reference: 'R2', amount: '0.50', side: 'DBIT' as const, date: '2026-03-01' }
  await bank.importFile(business, bank.write(business, [first, fee], { opening: '100.00' }))
  expect(await reconcile()).toEqual({
    balance: '12450',
    difference: '12450',
    causes: [
      ['OtherMovement', '-50'],
      ['OtherMovement', '10000'],
      ['RowWithoutFact', '2500'],
    ],
  })

  book('payment', externalId(`${business.account} R1`), 2_500)
  const instruction = await bank.instruct(await bank.addReceiver(business), 1)
  await bank.order(business)
  Object.assign(chain, { outstanding: 1_500n, inFlight: 1_000n })
  expect((await reconcile()).causes).toEqual([
    ['OtherMovement', '-50'],
    ['OtherMovement', '10000'],
  ])

  const details = [{ endToEndId: endToEndIdOf(instruction), creditor: receiver }]
  const paid = { reference: 'R3', amount: '10.00', side: 'DBIT' as const, date: '2026-03-02', details }
  await bank.importFile(business, bank.write(business, [paid], { id: 'S-2', opening: '124.50' }))
  expect((await reconcile()).causes).toContainEqual(['RowWithoutFact', '-1000'])
  book('paid', instruction, 1_000)
  chain.inFlight = 0n
  expect(await reconcile()).toMatchObject({ balance: '11450', difference: '9950' })

  const gap = { reference: 'R9', amount: '1.00', date: '2026-03-05' }
  await bank.importFile(business, bank.write(business, [gap], { id: 'S-4', opening: '120.00' }))
  expect((await reconcile()).causes).toContainEqual(['Unexplained', '550'])
})
