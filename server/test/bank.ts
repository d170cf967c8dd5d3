import { instructionId } from '@concordat/sdk/payments/ids.ts'
import { type ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import type { InstructionView } from '@concordat/sdk/payments/views.ts'
import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { type Address, type Hex, zeroAddress, zeroHash } from 'viem'
import { type WrittenEntry, type WrittenStatement, writeCamt } from '../../sdk/test/bank/camt.ts'
import { takeInstructions } from '../src/rails/instructions.ts'
import { addPayoutAccount } from '../src/rails/payoutAccounts.ts'
import { quorum, startServer, type TestBusiness } from './harness.ts'
import { buildAgreement } from './indexer.ts'

export const owner: Address = `0x${'5'.repeat(40)}`
/** Where the tests' receivers are paid. */
export const receiver = 'FR1420041010050500013M02606'

export type BankBatch = { id: string; transfers: number; total: string; open: number; currency: string }
export type Imported = {
  fresh: number
  known: number
  placed: number
  open: number
  left: { reference: string; amount: string; refusal: { code: string } }[]
}

/** A server whose businesses have accounts at a bank that the test plays. */
export async function startBank() {
  const server = await startServer()
  let accounts = 0

  /** A business with an account at the bank, and an agreement that divides what it receives. */
  async function addBanked({ isOwnWord = false, ...given }: Record<string, unknown> = {}): Promise<Banked> {
    const business = await server.addBusiness(false)
    const account = nextIban(++accounts)
    const body = { rail: 'bank', account, ...given }
    const { status, json } = await server.send(`/businesses/${business.id}/connections`, { key: business.key, body })
    if (status !== 200) throw new Error(JSON.stringify(json))
    const processor: ProcessorAccount = { rail: 'bank', account }
    const view = buildAgreement(business.id, quorum, {}, isOwnWord ? business.id : processorName(processor))
    server.fake.agreements.push(view)
    return { ...business, root: view.root, account, processor }
  }

  /** A receiving account of the owner, by its key. */
  async function addReceiver({ root }: Banked): Promise<Hex> {
    const given = { owner, agreement: root, holder: 'Anna & Sons', account: receiver, minimum: 0n }
    const request = { key: crypto.randomUUID(), hash: new Uint8Array(32) }
    return (await addPayoutAccount(server.context, given, request)).key
  }

  /** Units were given up for a payout on the chain. */
  async function instruct(payoutKey: Hex, sequence: number, amount = 1_000): Promise<Hex> {
    const instruction: InstructionView = {
      id: instructionId(31337, zeroAddress, payoutKey, BigInt(sequence)),
      ...{ payoutKey, owner, account: {} as InstructionView['account'], asset: '1', amount: String(amount), sequence },
      ...{ state: 'issued', evidence: null, issuedAt: Math.floor(Date.now() / 1_000), reportedAt: null },
      ...{ block: 1, transaction: zeroHash },
    }
    server.fake.instructions.push(instruction)
    await takeInstructions(server.context)
    return instruction.id
  }

  const order = async ({ id, key }: Banked, idempotencyKey: string = crypto.randomUUID(), body: object = {}) =>
    server.send<{ batch: BankBatch | null }>(`/businesses/${id}/bank/payouts`, { key, idempotencyKey, body })

  /** A batch's file as the business fetches it. */
  async function fetchFile({ id, key }: Banked, batch: string): Promise<string> {
    const headers = { authorization: `Bearer ${key}` }
    const response = await server.app.request(`/api/businesses/${id}/bank/payouts/${batch}`, { headers })
    if (response.status !== 200) throw new Error(await response.text())
    return response.text()
  }

  const importFile = async ({ id, key }: Banked, body: string | Uint8Array) =>
    server.send<Imported>(`/businesses/${id}/bank/statements`, {
      ...{ key, body, headers: { 'content-type': 'application/xml' } },
    })

  /** A statement of the business's account. */
  const write = (business: Banked, entries: WrittenEntry[], given: Partial<WrittenStatement> = {}) =>
    writeCamt({ account: business.account, currency: 'XTS', entries, ...given })

  /** The rows as nodes get them. */
  const rowsOf = (business: Banked) => server.sql<FeedRow[]>`
    select r.seq, r.business, r.agreement, r.kind, r.id, r.round, r.date, r.recorded_at as "recordedAt",
      r.booked_at as "bookedAt", r.data, b.public_key as "publicKey", r.signature
    from rows r join businesses b on b.id = r.business where r.business = ${business.id} order by r.seq`

  return { ...server, addBanked, addReceiver, instruct, order, fetchFile, importFile, write, rowsOf }
}

/** An IBAN of the German form with right check digits. */
function nextIban(number: number): string {
  const bban = `37040044${String(number).padStart(10, '0')}`
  const check = 98n - (BigInt(`${bban}131400`) % 97n)
  return `DE${String(check).padStart(2, '0')}${bban}`
}

export type Banked = TestBusiness & { account: string; processor: ProcessorAccount }
export type TestBank = Awaited<ReturnType<typeof startBank>>
