import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import {
  type Address,
  type Chain,
  createWalletClient,
  type Hex,
  http,
  type PublicClient,
  TransactionReceiptNotFoundError,
} from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'

export type WalletParameters = { client: PublicClient; account: PrivateKeyAccount; rpcUrl: string; stuckMs?: number }
export type Call = { to: Address; data: Hex; gas: bigint }
export type Outcome = { status: 'pending' | 'lost' } | { status: 'success' | 'reverted'; gasUsed: bigint }

type Sent = { hash: Hex; nonce: number; at: number }

/** Sends transactions of the node's own account and keeps their numbers in order. */
export function createWallet({ client, account, rpcUrl, stuckMs = 120_000 }: WalletParameters) {
  const wallet = createWalletClient({
    account,
    chain: client.chain as Chain,
    transport: http(rpcUrl, { retryCount: 0 }),
  })
  const outstanding = new Map<Hex, Sent>()
  let next = 0
  let bumps = 0

  return {
    outstanding: () => outstanding.size,

    send: async ({ to, data, gas }: Call): Promise<Hex> => {
      const pending = await client.getTransactionCount({ address: account.address, blockTag: 'pending' })
      const nonce = outstanding.size === 0 ? pending : Math.max(next, pending)
      const fees = await client.estimateFeesPerGas()
      const raised = (fee: bigint) => (fee * BigInt(100 + 25 * bumps)) / 100n
      try {
        const hash = await wallet.sendTransaction({
          to,
          data,
          gas,
          nonce,
          maxFeePerGas: raised(fees.maxFeePerGas),
          maxPriorityFeePerGas: raised(fees.maxPriorityFeePerGas),
        })
        outstanding.set(hash, { hash, nonce, at: Date.now() })
        next = nonce + 1
        return hash
      } catch (cause) {
        next = 0
        outstanding.clear()
        const message = `The chain did not take a transaction of ${account.address}; the account may lack coins for gas.`
        throw new RetryableError('TransactionRefused', message, { cause })
      }
    },

    /** What became of a transaction; anything but `pending` is told once. */
    outcomeOf: async (hash: Hex): Promise<Outcome> => {
      const sent = outstanding.get(hash)
      if (!sent) return { status: 'lost' }
      try {
        const receipt = await client.getTransactionReceipt({ hash })
        outstanding.delete(hash)
        bumps = 0
        return { status: receipt.status, gasUsed: receipt.gasUsed }
      } catch (error) {
        if (!(error instanceof TransactionReceiptNotFoundError)) throw error
      }
      if (Date.now() - sent.at < stuckMs) return { status: 'pending' }
      // Not mined for long: what was sent counts as lost, and the next transactions take the same numbers at a higher fee.
      outstanding.clear()
      bumps = Math.min(bumps + 1, 20)
      return { status: 'lost' }
    },

    /** Forgets what was sent: the chain went back. */
    reset: () => {
      outstanding.clear()
      next = 0
    },
  }
}

export type Wallet = ReturnType<typeof createWallet>
