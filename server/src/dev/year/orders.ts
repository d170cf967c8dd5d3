import { parseAmount } from '@concordat/sdk/amounts.ts'
import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { currencyCode, payerAccount } from '@concordat/sdk/ids.ts'
import { buildOrderMetadata, orderDigest } from '@concordat/sdk/payments/order.ts'
import { type ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import { type Hex, keccak256, stringToHex } from 'viem'
import type { Deployment } from '../../deployment.ts'
import type { Bill } from './stages.ts'

export type OrderParameters = {
  deployment: Deployment
  root: Hex
  processor: ProcessorAccount
  /** The last second at which a payment can be begun, Unix seconds. */
  expiry: number
}

/** What each driver authorises by confirming the payment of a bill. The same bill gives the same order in every run. */
export function createOrders({ deployment, root, processor, expiry }: OrderParameters) {
  const { chainId, contracts } = deployment
  return ({ id, date, data }: Bill): Record<string, string> => {
    const { currency, amount } = data
    const payer = 'payer' in data ? data.payer : ''
    const order = {
      payer: payerAccount(payer),
      payee: contracts.Splits,
      agreement: root,
      currency: currencyCode(currency),
      amount: parseAmount(amount, currencyDecimals(currency)),
      processor: processorName(processor),
      purpose: `Charging session ${id}`,
      nonce: BigInt(keccak256(stringToHex(id))),
      expiry: BigInt(expiry),
    }
    return buildOrderMetadata({ order, digest: orderDigest(order, chainId, contracts.Payments), payer, date })
  }
}
