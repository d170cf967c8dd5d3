import { factsAbi, ledgerAbi, paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { createConfig } from 'ponder'
import { readDeployment, readEnv } from './env.ts'

const env = readEnv()
const { chainId, block: startBlock, contracts } = readDeployment(env.DEPLOYMENT)
const on = { chain: 'chain', startBlock } as const

export default createConfig({
  database: { kind: 'postgres', connectionString: env.DATABASE_URL, poolConfig: { max: 16 } },
  chains: {
    // Ponder allows each entry 20 requests a second. What it caches is keyed by chain id alone, and would survive a reset.
    chain: { id: chainId, rpc: Array(20).fill(env.RPC_URL), pollingInterval: 200, disableCache: true },
  },
  contracts: {
    Ledger: { ...on, abi: ledgerAbi, address: contracts.Ledger },
    Facts: { ...on, abi: factsAbi, address: contracts.Facts },
    Payments: { ...on, abi: paymentsAbi, address: contracts.Payments },
    Splits: { ...on, abi: splitsAbi, address: contracts.Splits },
  },
  blocks: { Block: { ...on, interval: 1 } },
})
