import { monthCloseHash, receiptHash, refundHash } from '@concordat/sdk/facts.ts'
import { ledgerAbi, paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import {
  currencyCode,
  externalId,
  monthSubject,
  paymentKey,
  refundSubject,
  topics,
  VALUE_TRUE,
} from '@concordat/sdk/ids.ts'
import { agreementDigest, agreementTypedData } from '@concordat/sdk/splits/terms/digest.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { Fact, MonthClose, Receipt } from '@concordat/sdk/types.ts'
import { type Address, type Hex, keccak256 } from 'viem'
import { confirm } from './quorum.ts'
import { accountAt, type Stack } from './startStack.ts'

export const processor = keccak256('0x0a')

/** More than any act needs: an estimate made in another second can be short of what a changed timestamp costs. */
const gas = 6_000_000n

/** What people and nodes do on the chain in these tests, each act one transaction. */
export function actsOn(stack: Stack, quorum: Hex) {
  const { client, walletOf, contracts, chainId } = stack
  const { Ledger, Payments, Splits } = contracts
  const sent = async (hash: Promise<Hex>) => {
    const receipt = await client.waitForTransactionReceipt({ hash: await hash })
    if (receipt.status !== 'success') throw new Error(`Transaction ${receipt.transactionHash} was reverted.`)
    return receipt
  }
  const ledger = { abi: ledgerAbi, address: Ledger, chain: null, gas } as const
  const payments = { abi: paymentsAbi, address: Payments, chain: null, gas } as const
  const splits = { abi: splitsAbi, address: Splits, chain: null, gas } as const
  const factOf = (
    said: Pick<Fact, 'topic' | 'subject' | 'value' | 'observedAt'>,
    audience: Address,
    round = 0n,
  ): Fact => ({
    ...said,
    quorum,
    audience,
    round,
    validUntil: 0,
  })

  return {
    deposit: (who: number, token: Address, amount: bigint) =>
      sent(
        walletOf(who).writeContract({
          ...ledger,
          functionName: 'deposit',
          args: [token, accountAt(who).address, amount, 0n],
        }),
      ),
    withdraw: (who: number, token: Address, amount: bigint) =>
      sent(
        walletOf(who).writeContract({
          ...ledger,
          functionName: 'withdraw',
          args: [token, accountAt(who).address, amount],
        }),
      ),
    transfer: (who: number, to: Address, id: bigint, amount: bigint) =>
      sent(walletOf(who).writeContract({ ...ledger, functionName: 'transfer', args: [to, id, amount] })),
    issue: (who: number, series: bigint, to: Address, amount: bigint) =>
      sent(walletOf(who).writeContract({ ...ledger, functionName: 'issue', args: [series, to, amount] })),
    pay: (who: number, root: Hex, id: bigint, amount: bigint) =>
      sent(walletOf(who).writeContract({ ...ledger, functionName: 'pay', args: [Splits, root, id, amount, '0x'] })),

    /** Publishes, signs one by one, and so concludes. */
    conclude: async (agreement: Agreement, signers: number[]) => {
      const root = agreementDigest(agreement, chainId, Splits)
      await sent(walletOf(0).writeContract({ ...splits, functionName: 'propose', args: [agreement] }))
      for (const [i, signer] of signers.entries()) {
        const signature = await accountAt(signer).signTypedData(agreementTypedData(agreement, chainId, Splits))
        await sent(
          walletOf(0).writeContract({ ...splits, functionName: 'sign', args: [agreement, BigInt(i), signature] }),
        )
      }
      return root
    },
    observe: (agreement: Agreement) =>
      sent(walletOf(0).writeContract({ ...splits, functionName: 'observe', args: [agreement] })),
    settle: (agreement: Agreement) =>
      sent(walletOf(0).writeContract({ ...splits, functionName: 'settle', args: [agreement] })),
    close: async (agreement: Agreement, root: Hex, close: MonthClose, round = 0n) => {
      const observedAt = 1_770_000_000
      const said = {
        topic: topics.month,
        subject: monthSubject(root, close.month),
        value: monthCloseHash(close),
        observedAt,
      }
      const fact = factOf(said, Splits, round)
      const confirmations = await confirm(stack, fact)
      const args = [agreement, close, round, observedAt, confirmations] as const
      return { fact, receipt: await sent(walletOf(0).writeContract({ ...splits, functionName: 'close', args })) }
    },
    unlock: async (agreement: Agreement, clause: number, subject: Hex) => {
      const fact = factOf(
        { topic: topics.milestone, subject, value: VALUE_TRUE, observedAt: 1_770_000_000 },
        Splits,
        2n,
      )
      const args = [agreement, BigInt(clause), fact, await confirm(stack, fact)] as const
      return { fact, receipt: await sent(walletOf(0).writeContract({ ...splits, functionName: 'unlock', args })) }
    },

    /** A bill paid at the processor, attested and issued into an account of a payee. */
    bill: async (id: string, to: { payee: Address; key: Hex }, amount: bigint, bookedAt: number, payer: Address) => {
      const receipt: Receipt = {
        quorum,
        currency: currencyCode('XTS'),
        processor,
        transaction: externalId(id),
        payer,
        amount,
        bookedAt,
        ...to,
        gasLimit: 300_000,
      }
      const subject = paymentKey(processor, receipt.transaction)
      const fact = factOf(
        { topic: topics.payment, subject, value: receiptHash(receipt), observedAt: bookedAt },
        Payments,
      )
      const args = [receipt, bookedAt, await confirm(stack, fact)] as const
      await sent(walletOf(0).writeContract({ ...payments, functionName: 'issue', args }))
      return { receipt, fact }
    },
    refund: async (receipt: Receipt, id: string, amount: bigint, bookedAt: number) => {
      const key = paymentKey(processor, receipt.transaction)
      const refund = { paymentKey: key, refundId: externalId(id), amount, bookedAt }
      const said = { topic: topics.refund, subject: refundSubject(key, refund.refundId), value: refundHash(refund) }
      const fact = factOf({ ...said, observedAt: bookedAt }, Payments)
      const args = [receipt, refund, bookedAt, await confirm(stack, fact)] as const
      await sent(walletOf(0).writeContract({ ...payments, functionName: 'refund', args }))
      return { refund, fact }
    },
  }
}
