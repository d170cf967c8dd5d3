import { BaseError } from '@concordat/sdk/errors/base.ts'
import { currencyCode, ledgerId, seriesOf } from '@concordat/sdk/ids.ts'
import { payoutKey } from '@concordat/sdk/payments/ids.ts'
import { Particulars, particularsHash } from '@concordat/sdk/payments/particulars.ts'
import type { PayoutAccount } from '@concordat/sdk/types.ts'
import type { AgreementsView, AssetView } from '@concordat/sdk/views.ts'
import { type Address, bytesToHex, type Hex, stringToHex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { api } from '../../api.ts'
import { listPayoutAccounts, type NamedAccount, unitOf } from './payoutAccounts.ts'

export type Chosen = {
  to: PayoutAccount
  /** Who and where, in words. */
  text: string
  /** What the business has to be told, where nobody but it carries the payout out. */
  particulars?: Particulars
}

export type ChooseParameters = {
  owner: PrivateKeyAccount
  asset: AssetView
  payments: Address
  /** A payout account's key, or an IBAN. */
  to: string | undefined
  /** Who an IBAN belongs to. */
  holder: string | undefined
}

const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/

/** The receiving account that is meant; the only one of these units where none is named. */
export async function choosePayoutAccount(parameters: ChooseParameters): Promise<Chosen> {
  const { owner, asset, payments, to } = parameters
  const account = to?.replace(/\s/g, '').toUpperCase()
  if (account && iban.test(account)) return payByBusiness(parameters, account)

  const named = await listPayoutAccounts(owner)
  const fitting = named.filter(({ struct }) => unitOf(struct, payments) === asset.id)
  const [found, second] = to ? [requireNamed(named, to)] : fitting
  if (!found || second) {
    const keys = fitting.map(({ key, holder, account }) => `${key} (${holder}, ${account})`).join(', ')
    throw new BaseError(
      'PayoutAccountMissing',
      keys
        ? `Several of your accounts receive these units: say which, with --to (${keys}).`
        : 'Say where the money goes: name a bank account with `concordat payout-accounts add`, then give its key as --to.',
    )
  }
  const { key, struct, holder } = found
  if (unitOf(struct, payments) !== asset.id)
    throw new BaseError(
      'WrongUnits',
      `The payout account ${key} receives other units than ${asset.symbol} ${asset.id}.`,
    )
  return { to: struct, text: `${holder}, ${found.account}` }
}

/** The Ledger id of the units that a payout account, by its key, receives; undefined where it is an IBAN. */
export async function unitsFor(owner: PrivateKeyAccount, to: string, payments: Address): Promise<string | undefined> {
  if (!to.startsWith('0x')) return undefined
  return unitOf(requireNamed(await listPayoutAccounts(owner), to).struct, payments)
}

function requireNamed(named: NamedAccount[], to: string): NamedAccount {
  const found = named.find(({ key }) => key === to.toLowerCase())
  if (found) return found
  throw new BaseError('PayoutAccountUnknown', `You named no payout account ${to}: \`concordat payout-accounts list\`.`)
}

/** Units behind which only a business's word stands: it makes the transfer itself, and states it. */
async function payByBusiness({ owner, asset, payments, holder }: ChooseParameters, iban: string): Promise<Chosen> {
  const business = await findPayer(asset, payments)
  if (!business || !asset.quorum)
    throw new BaseError(
      'PayoutAccountMissing',
      'A processor pays these units out: name the bank account with `concordat payout-accounts add`, then give its key as --to.',
    )
  if (!holder) throw new BaseError('OptionUnreadable', '--holder is missing: say who the bank account belongs to.')
  const salt = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
  const particulars = Particulars.parse({ rail: 'bank', holder, account: iban, salt })
  const to: PayoutAccount = {
    owner: owner.address,
    rail: stringToHex('bank', { size: 32 }),
    account: particularsHash(particulars),
    minimum: 0n,
    quorum: asset.quorum,
    currency: currencyCode(asset.symbol),
    processor: business,
  }
  return { to, text: `${holder}, ${iban} (payout account ${payoutKey(to)})`, particulars }
}

/** The business that is the units' processor account itself. */
async function findPayer({ id, quorum, symbol }: AssetView, payments: Address): Promise<Hex | undefined> {
  if (!quorum) return undefined
  const isPayer = (business: Hex) => String(ledgerId(seriesOf(quorum, symbol, business), payments)) === id
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor ? `&cursor=${cursor}` : ''
    const page: AgreementsView = await api(`/api/index/agreements?limit=200${query}`)
    const found = page.agreements.find(({ asset, business }) => asset.id === id && isPayer(business))
    if (found) return found.business
    cursor = page.next
  }
  return undefined
}
