import { createPublicClient, http } from 'viem'
import { readDeployment, readEnv } from '../../env.ts'

const env = readEnv()

export const deployment = readDeployment(env.DEPLOYMENT)

/** The chain itself: only for its head and for the names of assets, which no event tells. */
export const client = createPublicClient({
  transport: http(env.RPC_URL, { batch: true, retryCount: 1, timeout: 5_000 }),
})
