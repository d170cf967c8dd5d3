import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { topics, VALUE_TRUE, ZERO_HASH } from '@concordat/sdk/ids.ts'
import { agreementDigest, agreementTypedData } from '@concordat/sdk/splits/terms/digest.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { domainOf, terminationTypes } from '@concordat/sdk/typedData.ts'
import type { Fact } from '@concordat/sdk/types.ts'
import type { Address, Hex } from 'viem'
import { confirm } from './quorum.ts'
import { accountAt, type Stack } from './startStack.ts'

const gas = 8_000_000n

/** How agreements change and end in these tests; accounts 1 to 3 are the parties. */
export function endingsOn(stack: Stack, quorum: Hex) {
  const { client, walletOf, contracts, chainId } = stack
  const splits = { abi: splitsAbi, address: contracts.Splits, chain: null, gas } as const
  const sent = async (hash: Promise<Hex>) => {
    const receipt = await client.waitForTransactionReceipt({ hash: await hash })
    if (receipt.status !== 'success') throw new Error(`Transaction ${receipt.transactionHash} was reverted.`)
  }
  const signers = [1, 2, 3].map(accountAt)
  const freezeFact = (subject: Hex, round: bigint, value: Hex): Fact => ({
    quorum,
    audience: contracts.Splits,
    topic: topics.freeze,
    subject,
    round,
    value,
    observedAt: 1_770_000_123,
    validUntil: 0,
  })

  /** Which of the chain's accounts the party is. */
  const indexOf = ({ parties }: Agreement, party: number) =>
    [0, 1, 2, 3, 4, 5].findIndex(index => accountAt(index).address === parties[party]?.account)

  return {
    amend: async (next: Agreement, current: Agreement) => {
      const typedData = agreementTypedData(next, chainId, contracts.Splits)
      const signatures = await Promise.all(signers.map(signer => signer.signTypedData(typedData)))
      await sent(walletOf(0).writeContract({ ...splits, functionName: 'amend', args: [next, current, signatures] }))
    },
    freeze: async (agreement: Agreement, root: Hex) => {
      const fact = freezeFact(root, 0n, VALUE_TRUE)
      const args = [agreement, fact, await confirm(stack, fact)] as const
      await sent(walletOf(0).writeContract({ ...splits, functionName: 'freeze', args }))
    },
    resume: async (agreement: Agreement, root: Hex) => {
      const fact = freezeFact(root, 1n, ZERO_HASH)
      const args = [agreement, fact, await confirm(stack, fact)] as const
      await sent(walletOf(0).writeContract({ ...splits, functionName: 'resume', args }))
    },
    terminate: async (agreement: Agreement) => {
      const signatures = await Promise.all(
        signers.map(signer =>
          signer.signTypedData({
            domain: domainOf('Concordat Splits', chainId, contracts.Splits),
            types: terminationTypes,
            primaryType: 'Termination',
            message: { agreement: agreementDigest(agreement, chainId, contracts.Splits) },
          }),
        ),
      )
      await sent(walletOf(0).writeContract({ ...splits, functionName: 'terminate', args: [agreement, signatures] }))
    },
    complete: (agreement: Agreement) =>
      sent(walletOf(0).writeContract({ ...splits, functionName: 'complete', args: [agreement] })),
    closeByDefault: (agreement: Agreement) =>
      sent(walletOf(0).writeContract({ ...splits, functionName: 'closeByDefault', args: [agreement] })),
    propose: (agreement: Agreement) =>
      sent(walletOf(0).writeContract({ ...splits, functionName: 'propose', args: [agreement] })),
    sign: async (agreement: Agreement, party: number) => {
      const signer = accountAt(indexOf(agreement, party))
      const signature = await signer.signTypedData(agreementTypedData(agreement, chainId, contracts.Splits))
      const args = [agreement, BigInt(party), signature] as const
      await sent(walletOf(0).writeContract({ ...splits, functionName: 'sign', args }))
    },
    decline: (agreement: Agreement, party: number, reason: string) =>
      sent(
        walletOf(indexOf(agreement, party)).writeContract({
          ...splits,
          functionName: 'decline',
          args: [agreement, BigInt(party), reason, '0x'],
        }),
      ),
    /** Pays a register of one receiver, whose leaf is the root. */
    settleRegister: (root: Hex, asset: bigint, register: Agreement['rules']['registers'][number], account: Address) => {
      const receivers = [{ account, share: register.total }]
      const args = [root, asset, register, receivers, [], []] as const
      return sent(walletOf(0).writeContract({ ...splits, functionName: 'settleRegister', args }))
    },
  }
}
