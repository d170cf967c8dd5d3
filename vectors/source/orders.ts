import { type Address, encodeAbiParameters, hashStruct, keccak256 } from 'viem'
import { currencyCode } from '../../sdk/src/ids.ts'
import { orderDigest, type PaymentOrder } from '../../sdk/src/payments/order.ts'
import { type ProcessorAccount, processorName } from '../../sdk/src/payments/processor.ts'
import { paymentOrderTypes } from '../../sdk/src/typedData.ts'
import { partyAccount } from '../../sdk/test/agreements.ts'

const accounts: ProcessorAccount[] = [
  { rail: 'stripe', account: 'acct_1a2b3c' },
  { rail: 'bank', account: 'DE89370400440532013000' },
  { rail: 'stripe', account: 'acct_1a2b3c', reserve: { rateBps: 1_000, duration: 7_776_000 } },
]

/** Names of accounts at a processor; a rate of 0 is none. */
export const processors = () =>
  accounts.map(account => ({
    rail: account.rail,
    account: account.account,
    rate: String(account.reserve?.rateBps ?? 0),
    duration: String(account.reserve?.duration ?? 0),
    processor: processorName(account),
  }))

/** What payers sign. No contract checks it, so that the other side writes the struct out by itself. */
export function orders(chainId: number, contracts: { payments: Address; splits: Address }) {
  const [processor, , reserved] = accounts.map(processorName)
  if (!processor || !reserved) throw new Error('There are three accounts.')
  const given: PaymentOrder[] = [
    {
      payer: partyAccount(60),
      payee: contracts.splits,
      agreement: keccak256('0x05'),
      currency: currencyCode('XTS'),
      amount: 12_345n,
      processor,
      purpose: 'Charging on 2 November, 充电',
      nonce: 1n,
      expiry: 1_800_000_000n,
    },
    {
      payer: partyAccount(61),
      payee: contracts.splits,
      agreement: keccak256('0x06'),
      currency: currencyCode('JPY'),
      amount: 2n ** 128n - 1n,
      processor: reserved,
      purpose: '',
      nonce: 2n ** 256n - 1n,
      expiry: 2n ** 256n - 1n,
    },
  ]
  return given.map(order => ({
    order: encodeAbiParameters([{ type: 'tuple', components: paymentOrderTypes.PaymentOrder }], [order]),
    structHash: hashStruct({ data: order, types: paymentOrderTypes, primaryType: 'PaymentOrder' }),
    digest: orderDigest(order, chainId, contracts.payments),
  }))
}
