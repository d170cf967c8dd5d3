import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Address } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { readKey } from '../key.ts'
import { reachChain, reachDatabase } from './reach.ts'
import { writeSettings } from './settings.ts'

export type InitNodeParameters = {
  /** Where the node's key and settings are kept; made when missing. */
  directory: string
  name: string
  /** JSON-RPC endpoint of the institution's own chain client. */
  rpcUrl: string
  /** The node's own database, which must exist. */
  databaseUrl: string
  /** The deployment file of the network, copied into the folder. */
  deploymentFile: string
  port: number
  /** Address to listen on: 127.0.0.1 unless peers are elsewhere. */
  host: string
  /** Called when a step is done. */
  onStep?: (step: string) => void
}

export type InitNodeReturnType = {
  address: Address
  /** Whether the key was made now; a key file that is there is kept. */
  isNewKey: boolean
  keyFile: string
  envFile: string
  /** Coins for gas, in the smallest unit. */
  balance: bigint
}

/**
 * Prepares a node: checks chain and database, makes its key unless there is one, and writes `node.env`. Running it again
 * changes settings and keeps the key.
 */
export async function initNode(parameters: InitNodeParameters): Promise<InitNodeReturnType> {
  const { directory, name, rpcUrl, databaseUrl, deploymentFile, port, host, onStep = () => {} } = parameters
  const folder = resolve(directory)
  const keyFile = join(folder, 'key')
  const { client, deployment } = await reachChain(rpcUrl, deploymentFile)
  onStep(`chain ${deployment.chainId} answers at ${rpcUrl}, and began as the deployment says`)

  const isNewKey = !existsSync(keyFile)
  const key = isNewKey ? generatePrivateKey() : readKey(keyFile)
  const address = privateKeyToAddress(key)
  await reachDatabase(databaseUrl, address)
  onStep('database answers, and no other key has signed in it')

  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (isNewKey) writeFileSync(keyFile, `${key}\n`, { mode: 0o600, flag: 'wx' })
  onStep(isNewKey ? `key made: ${keyFile}` : `key kept: ${keyFile}`)
  const copy = join(folder, 'deployment.json')
  if (resolve(deploymentFile) !== copy) copyFileSync(deploymentFile, copy)
  const envFile = writeSettings(folder, {
    NODE_NAME: name,
    RPC_URL: rpcUrl,
    DATABASE_URL: databaseUrl,
    DEPLOYMENT: copy,
    KEY_FILE: keyFile,
    PORT: String(port),
    HOST: host,
  })
  onStep(`settings written: ${envFile}`)
  return { address, isNewKey, keyFile, envFile, balance: await client.getBalance({ address }) }
}
