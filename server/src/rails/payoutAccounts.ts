import { randomBytes } from 'node:crypto'
import { accountOf, currencyCode } from '@concordat/sdk/ids.ts'
import { payoutKey } from '@concordat/sdk/payments/ids.ts'
import { Particulars, particularsHash } from '@concordat/sdk/payments/particulars.ts'
import type { PayoutAccount } from '@concordat/sdk/types.ts'
import { type Address, type Hex, stringToHex } from 'viem'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { requireTransferable } from './bank/transferable.ts'
import { requireProcessor } from './connections.ts'
import { checkMinimum } from './limits.ts'
import { findUnit, type Unit } from './unit.ts'

export type NewPayoutAccount = {
  owner: Address
  agreement: Hex
  holder: string
  /** An IBAN, which the processor is then told, or the id that the bank account has at the processor. */
  account: string
  /** In the currency's minor unit. */
  minimum: bigint
}

type Request = { key: string; hash: Uint8Array }

type Stored = { key: Hex; owner: Address; agreement: Hex; account: string; struct: Record<string, string>; hash: Hex }

export type KeptPayoutAccount = {
  key: Hex
  owner: Address
  agreement: Hex
  /** The account at the processor that pays. */
  processor: string
  struct: PayoutAccount
  particulars: Particulars
}

/** Takes a receiving account: the processor learns it, the owner's particulars are encrypted, and the chain sees a hash. */
export async function addPayoutAccount(context: Context, given: NewPayoutAccount, request: Request) {
  const known = await findByRequest(context, given.owner, request)
  if (known) return known
  const unit = await findUnit(context, given.agreement)
  checkMinimum(given.minimum, unit.connection.limits)
  const account = await accountAtProcessor(context, unit, given, request.key)
  const salt = `0x${randomBytes(32).toString('hex')}` as const
  const particulars = Particulars.parse({ rail: unit.connection.rail, holder: given.holder, account, salt })
  const struct: PayoutAccount = {
    owner: given.owner,
    rail: stringToHex(unit.connection.rail, { size: 32 }),
    account: particularsHash(particulars),
    minimum: given.minimum,
    quorum: unit.quorum,
    currency: currencyCode(unit.currency),
    processor: unit.processor,
  }
  await keep(context, unit, { given, struct, particulars }, request)
  const kept = await findByRequest(context, given.owner, request)
  if (!kept) throw new Error('a payout account is gone')
  return kept
}

type New = { given: NewPayoutAccount; struct: PayoutAccount; particulars: Particulars }

async function keep({ sql, seal }: Context, unit: Unit, { given, struct, particulars }: New, request: Request) {
  const sealed = seal.close(JSON.stringify(particulars), struct.account)
  await sql`
    insert into payout_accounts (key, owner, business, agreement, account, hash, struct, particulars, idempotency_key, request_hash)
    values (${payoutKey(struct)}, ${given.owner}, ${unit.business}, ${given.agreement}, ${unit.connection.account},
      ${struct.account}, ${sql.json({ ...struct, minimum: struct.minimum.toString() })}, ${sealed}, ${request.key},
      ${request.hash})
    on conflict (owner, idempotency_key) do nothing`
}

/** The bank account's id at the processor; the request's key keeps it from being made twice. */
async function accountAtProcessor(context: Context, unit: Unit, given: NewPayoutAccount, key: string): Promise<string> {
  const { connection, currency } = unit
  if (connection.rail === 'bank') return requireTransferable(given)
  if (/^ba_\w+$/.test(given.account)) return given.account
  const { ask } = requireProcessor(context.processors, connection.account)
  const bank = await ask((client, options) =>
    client.accounts.createExternalAccount(
      connection.account,
      {
        external_account: {
          object: 'bank_account',
          account_number: given.account,
          account_holder_name: given.holder,
          country: given.account.slice(0, 2),
          currency: currency.toLowerCase(),
        },
      },
      { ...options, idempotencyKey: `payout account ${given.owner} ${key}` },
    ),
  )
  return bank.id
}

const columns = ['key', 'owner', 'agreement', 'account', 'struct', 'hash', 'particulars'] as const

async function findByRequest(context: Context, owner: Address, { key, hash }: Request) {
  const { sql } = context
  const [row] = await sql<(Stored & { particulars: Buffer; requestHash: Buffer })[]>`
    select ${sql(columns)}, request_hash as "requestHash" from payout_accounts
    where owner = ${owner} and idempotency_key = ${key}`
  if (row && !row.requestHash.equals(hash))
    throw new ApiError(409, 'IdempotencyConflict', `The Idempotency-Key "${key}" was used for another request.`)
  return row && openStored(context, row)
}

/** A payout account of this server, by its key. */
export async function findPayoutAccount(context: Context, key: Hex): Promise<KeptPayoutAccount> {
  const { sql } = context
  const [row] = await sql<(Stored & { particulars: Buffer })[]>`
    select ${sql(columns)} from payout_accounts where key = ${key}`
  if (!row) throw new ApiError(404, 'PayoutAccountUnknown', `No payout account here has the key ${key}.`, { key })
  return openStored(context, row)
}

/** What an owner has told this server, oldest first. */
export async function listPayoutAccounts(context: Context, owner: Address): Promise<KeptPayoutAccount[]> {
  const { sql } = context
  const rows = await sql<(Stored & { particulars: Buffer })[]>`
    select ${sql(columns)} from payout_accounts where owner = ${owner} order by created_at, key`
  return rows.map(row => openStored(context, row))
}

function openStored({ seal }: Context, row: Stored & { particulars: Buffer }): KeptPayoutAccount {
  const { key, owner, agreement, account: processor, struct } = row
  const particulars = Particulars.parse(JSON.parse(seal.open(row.particulars, row.hash)))
  const typed = { ...struct, minimum: BigInt(struct.minimum ?? 0) } as unknown as PayoutAccount
  return { key, owner, agreement, processor, struct: typed, particulars }
}

/** What the owner may see again: units go to `address`, and the bank account is shown by its end. */
export function viewPayoutAccount({ deployment }: Context, kept: KeptPayoutAccount) {
  const { key, owner, agreement, processor, struct, particulars } = kept
  const { Ledger, Payments } = deployment.contracts
  const address = accountOf(Ledger, Payments, key)
  const { rail, holder, account } = particulars
  const shown = { rail, holder, account: account.startsWith('ba_') ? account : `… ${account.slice(-4)}` }
  return {
    key,
    owner,
    agreement,
    processor,
    address,
    ...shown,
    struct: { ...struct, minimum: struct.minimum.toString() },
  }
}
