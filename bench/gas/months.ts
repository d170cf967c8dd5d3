import { monthCloseHash, receiptHash } from '@concordat/sdk/facts.ts'
import { paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { currencyCode, externalId, monthSubject, payerAccount, paymentKey, topics } from '@concordat/sdk/ids.ts'
import { monthStart, parseMonth } from '@concordat/sdk/splits/months.ts'
import type { Fact, Receipt } from '@concordat/sdk/types.ts'
import { encodeFunctionData } from 'viem'
import { agreeOnChargingSite } from './agreements.ts'
import { confirm } from './facts.ts'
import { type Job, job } from './job.ts'
import type { Setup } from './setup.ts'

/** Gas a payee is promised; what nodes ask for. */
const gasLimit = 500_000
/** In hundredths. */
const price = 900_001n
const offset = 480

/** The charging site at work: takings come in, a month is closed. The figures are of its second month. */
export async function measureMonths(setup: Setup): Promise<Job[]> {
  const { chain, contracts, quorum } = setup
  const { Payments, Splits } = contracts
  const { agreement, digest: root, business } = await agreeOnChargingSite(setup, 'to be worked')
  const factOf = (audience: Fact['audience'], observedAt: number) => ({ quorum, audience, observedAt, validUntil: 0 })

  const issue = async (id: string, month: string) => {
    const bookedAt = monthStart(parseMonth(month), offset) + 86_400
    const receipt: Receipt = {
      quorum,
      currency: currencyCode('XTS'),
      processor: business,
      transaction: externalId(id),
      payer: payerAccount(id),
      amount: price,
      bookedAt,
      payee: Splits,
      key: root,
      gasLimit,
    }
    const subject = paymentKey(business, receipt.transaction)
    const value = receiptHash(receipt)
    const fact = { ...factOf(Payments, bookedAt), topic: topics.payment, subject, round: 0n, value }
    const args = [receipt, bookedAt, await confirm(setup, fact)] as const
    return chain.gasOf({ to: Payments, data: encodeFunctionData({ abi: paymentsAbi, functionName: 'issue', args }) })
  }
  const close = async (text: string, quantity: bigint) => {
    const month = parseMonth(text)
    const closing = { month, quantities: [0n, quantity, 0n], entries: 2, sum: 2n * price, rows: externalId(text) }
    const observedAt = monthStart(month + 1, offset)
    const value = monthCloseHash(closing)
    const fact = {
      ...factOf(Splits, observedAt),
      topic: topics.month,
      subject: monthSubject(root, month),
      round: 0n,
      value,
    }
    const args = [agreement, closing, 0n, observedAt, await confirm(setup, fact)] as const
    return chain.gasOf({ to: Splits, data: encodeFunctionData({ abi: splitsAbi, functionName: 'close', args }) })
  }

  await issue('first', '2025-11')
  await issue('second', '2025-11')
  await close('2025-11', 1_000_000n)
  // Two closes in the same second would write the same time twice, which costs less.
  await chain.test.increaseTime({ seconds: 30 * 86_400 })
  await issue('third', '2025-12')
  const issued = await issue('fourth', '2025-12')
  const closed = await close('2025-12', 2_500_000n)
  return [
    job('a confirmed payment issued into the charging site, 3 signatures', issued),
    job('a month of the charging site closed and paid, 3 signatures', closed),
  ]
}
