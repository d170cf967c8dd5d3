import { randomBytes } from 'node:crypto'
import { externalId, paymentKey } from '@concordat/sdk/ids.ts'
import { ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import type { Hex } from 'viem'
import type { Transaction } from '../database/connect.ts'
import { writeLetter } from '../mail/letters.ts'
import type { Language } from '../mail/mailbox.ts'
import type { Contact } from './contact.ts'

/**
 * Gives each payment a receipt, and writes to its payer: of the payment, and of each refund. In the transaction that writes the
 * rows, and again with every later look, because the processor may say where to write only then.
 */
export async function keepReceipts(
  tx: Transaction,
  business: Hex,
  rows: readonly RowInput[],
  payers: readonly Contact[],
): Promise<void> {
  const contacts = new Map(payers.map(contact => [contact.payment, contact]))
  for (const row of rows) {
    if (row.kind === 'payment' && row.data.processor) await keepReceipt(tx, business, row, contacts.get(row.id))
    if (row.kind === 'refund' && row.data.processor) await tellRefund(tx, business, row)
  }
}

type Payment = Extract<RowInput, { kind: 'payment' }>
type Refund = Extract<RowInput, { kind: 'refund' }>

async function keepReceipt(tx: Transaction, business: Hex, row: Payment, contact: Contact | undefined): Promise<void> {
  const { id: payment, data } = row
  if (!(await isStored(tx, business, row))) return
  const key = paymentKey(processorName(ProcessorAccount.parse(data.processor)), externalId(payment))
  const { address = null, language = 'en' } = contact ?? {}
  await tx`
    insert into receipts (business, payment, payment_key, token, address, language)
    values (${business}, ${payment}, ${key}, ${randomBytes(24).toString('base64url')}, ${address}, ${language})
    on conflict (business, payment) do update set address = coalesce(receipts.address, excluded.address)`
  const receipt = await findMailed(tx, business, payment)
  if (!receipt) return
  const { amount, currency, purpose = '' } = data
  const { token, name } = receipt
  await writeLetter(tx, {
    ...{
      topic: `receipt ${business} ${payment}`,
      kind: 'receipt',
      address: receipt.address,
      language: receipt.language,
    },
    args: { business: name, amount, currency, purpose, paymentKey: key, token },
  })
}

async function tellRefund(tx: Transaction, business: Hex, row: Refund): Promise<void> {
  const { amount, currency, original } = row.data
  const receipt = await findMailed(tx, business, original)
  if (!receipt || !(await isStored(tx, business, row))) return
  const { key, token, name } = receipt
  await writeLetter(tx, {
    ...{ topic: `refund ${business} ${row.id}`, kind: 'refund', address: receipt.address, language: receipt.language },
    args: { business: name, amount, currency, paymentKey: key, token },
  })
}

/** Whether the row was taken: what the intake refused is told to nobody. */
async function isStored(tx: Transaction, business: Hex, { kind, id, round }: RowInput): Promise<boolean> {
  const [row] = await tx`
    select 1 from rows where business = ${business} and kind = ${kind} and id = ${id} and round = ${round}`
  return row !== undefined
}

type Mailed = { key: Hex; token: string; address: string; language: Language; name: string }

async function findMailed(tx: Transaction, business: Hex, payment: string): Promise<Mailed | undefined> {
  const [row] = await tx<Mailed[]>`
    select r.payment_key as key, r.token, r.address, r.language, b.name from receipts r join businesses b on b.id = r.business
    where r.business = ${business} and r.payment = ${payment} and r.address is not null`
  return row
}
