import { instructionStates, receiptHash, refundHash, reportHash } from '@concordat/sdk/facts.ts'
import { ledgerAbi, paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import {
  currencyCode,
  externalId,
  ledgerId,
  paymentKey,
  refundSubject,
  seriesOf,
  topics,
  ZERO_HASH,
} from '@concordat/sdk/ids.ts'
import { encodePayoutAccount, instructionId, payoutKey } from '@concordat/sdk/payments/ids.ts'
import { processorAccount } from '@concordat/sdk/payments/processor.ts'
import type { Fact, PayoutAccount, Receipt, Refund } from '@concordat/sdk/types.ts'
import { encodeFunctionData, type Hex, parseAbi, stringToHex, zeroAddress } from 'viem'
import { confirm } from './facts.ts'
import { type Job, job } from './job.ts'
import { amount, floorAbi, type Setup } from './setup.ts'
import { signerOf } from './sign.ts'

const payingAbi = parseAbi(['function transferAndCall(address to, uint256 value, bytes data)'])
const purpose = stringToHex('Charging on 2 November', { size: 32 })
const observedAt = 1_768_000_000
const currency = currencyCode('XTS')

/** Money that moves together with what it is for, to a contract that is told. */
export async function measurePurpose({ chain, create, id, floor, ledger }: Setup): Promise<Job[]> {
  const payee = await create('Payee')
  const token = await create('PayingToken')
  const pay = encodeFunctionData({
    abi: ledgerAbi,
    functionName: 'pay',
    args: [payee, externalId('order'), id, amount, purpose],
  })
  const floorArgs = [externalId('order'), id, amount] as const
  const onFloor = encodeFunctionData({ abi: floorAbi, functionName: 'pay', args: floorArgs })
  const peer = encodeFunctionData({ abi: payingAbi, functionName: 'transferAndCall', args: [payee, amount, purpose] })
  const calls = [
    () => ledger(pay),
    () => chain.gasOf({ to: floor, data: onFloor }),
    () => chain.gasOf({ to: token, data: peer }),
  ]
  // The second time: by then every balance is above zero.
  for (const call of calls) await call()
  const [ours = 0, least = 0, others = 0] = [await calls[0]?.(), await calls[1]?.(), await calls[2]?.()]
  return [job('pay a contract with a purpose', ours, { floor: least, peers: { 'OpenZeppelin ERC1363': others } })]
}

/** Money that comes in, goes back and goes out at a processor, by 3 signatures each. */
export async function measurePayments(setup: Setup): Promise<Job[]> {
  const { chain, chainId, contracts, quorum } = setup
  const { Payments } = contracts
  const processor = processorAccount('stripe', 'acct_bench')
  const id = ledgerId(seriesOf(quorum, 'XTS', processor), Payments)
  const send = (data: Hex) => chain.gasOf({ to: Payments, data })
  const factOf = (topic: Hex, subject: Hex, value: Hex, round = 0n): Fact => ({
    ...{ quorum, audience: Payments, topic, subject, round, value, observedAt, validUntil: 0 },
  })

  const issue = async (name: string) => {
    const receipt: Receipt = {
      ...{ quorum, currency, processor, transaction: externalId(name), payer: chain.sender, amount },
      ...{ bookedAt: observedAt, payee: zeroAddress, key: ZERO_HASH, gasLimit: 0 },
    }
    const fact = factOf(topics.payment, paymentKey(processor, receipt.transaction), receiptHash(receipt))
    const args = [receipt, observedAt, await confirm(setup, fact)] as const
    return { receipt, gas: await send(encodeFunctionData({ abi: paymentsAbi, functionName: 'issue', args })) }
  }
  const takeBack = async (functionName: 'refund' | 'dispute', receipt: Receipt, part: bigint) => {
    const key = paymentKey(processor, receipt.transaction)
    const refund: Refund = {
      ...{ paymentKey: key, refundId: externalId(`${functionName} ${part}`), amount: part, bookedAt: observedAt },
    }
    const fact = factOf(topics[functionName], refundSubject(key, refund.refundId), refundHash(refund))
    const args = [receipt, refund, observedAt, await confirm(setup, fact)] as const
    return send(encodeFunctionData({ abi: paymentsAbi, functionName, args }))
  }

  const to: PayoutAccount = {
    ...{ owner: signerOf('owner').address, rail: stringToHex('bank', { size: 32 }), account: externalId('iban') },
    ...{ minimum: 0n, quorum, currency, processor },
  }
  const key = payoutKey(to)
  const payOut = () => {
    const args = [Payments, key, id, amount / 10n, encodePayoutAccount(to)] as const
    return chain.gasOf({
      to: contracts.Ledger,
      data: encodeFunctionData({ abi: ledgerAbi, functionName: 'pay', args }),
    })
  }
  const report = async (sequence: bigint, state: 'accepted' | 'paid' | 'failed') => {
    const evidence = externalId(`po_${sequence}`)
    const subject = instructionId(chainId, Payments, key, sequence)
    const fact = factOf(topics.payout, subject, reportHash(state, evidence), state === 'accepted' ? 0n : 1n)
    const reported = { sequence, state: instructionStates[state], evidence }
    const args = [to, reported, observedAt, await confirm(setup, fact)] as const
    return send(encodeFunctionData({ abi: paymentsAbi, functionName: 'report', args }))
  }

  await issue('first')
  const { receipt, gas: issued } = await issue('second')
  await takeBack('refund', receipt, 1n)
  const refunded = await takeBack('refund', receipt, 2n)
  const disputed = await takeBack('dispute', receipt, 3n)
  await payOut()
  await payOut()
  const paidOut = await payOut()
  const accepted = await report(1n, 'accepted')
  const paid = await report(1n, 'paid')
  await report(2n, 'failed')
  await payOut()
  const failed = await report(3n, 'failed')
  return [
    job('a payment at a processor issued to its payer, 3 signatures', issued),
    job('a refund of it booked and owed, 3 signatures', refunded),
    job('a dispute of it booked and owed, 3 signatures', disputed),
    job('payout: units become an instruction to the processor', paidOut),
    job('payout reported accepted, 3 signatures', accepted),
    job('payout reported paid, 3 signatures', paid),
    job('payout reported failed, the owner has the units again, 3 signatures', failed),
  ]
}
