import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { DevWalletView } from '@concordat/sdk/views.ts'
import { createPublicClient, createWalletClient, http, isHex, type PublicClient } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { type Deployment, readDeployment } from './deploy/deployment.ts'
import { readStack, type Stack, stateDir } from './stack/state.ts'

/** The stack of this machine, or a clear error before the first start. */
export function requireStack(): Stack {
  const stack = readStack()
  if (!stack) throw new BaseError('NotStarted', `Nothing runs in ${stateDir()}: start it with \`npm start\`.`)
  return stack
}

export type Context = { stack: Stack; deployment: Deployment; client: PublicClient }

/** What most commands need: where things are and a client for the chain. */
export function requireContext(): Context {
  const stack = requireStack()
  const deployment = readDeployment(stack.deployment)
  if (!deployment) throw new BaseError('NotDeployed', `No deployment at ${stack.deployment}: run \`concordat deploy\`.`)
  return { stack, deployment, client: createPublicClient({ transport: http(stack.rpcUrl), pollingInterval: 100 }) }
}

/**
 * The account that acts: a development wallet by name, role or address, or the private key in a file.
 * @param who What `--as` was given.
 */
export function requireAccount(who: string): PrivateKeyAccount {
  if (existsSync(who)) {
    const key = readFileSync(who, 'utf8').trim()
    if (!isHex(key)) throw new BaseError('KeyUnreadable', `${who} holds no private key: expected 0x and 64 hex digits.`)
    return privateKeyToAccount(key)
  }
  const file = join(stateDir(), 'wallets.json')
  const wallets = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DevWalletView[]) : []
  const wanted = who.toLowerCase()
  const found = wallets.find(({ name, role, address }) =>
    [name, role, address].some(text => text.toLowerCase() === wanted),
  )
  if (found) return privateKeyToAccount(found.privateKey)
  const known = wallets.map(({ name, role }) => `${name} (${role})`).join(', ')
  throw new BaseError('WalletUnknown', `No wallet or key file "${who}": expected a file, or one of ${known || 'none'}.`)
}

/** A client that signs and sends as the account. */
export function walletOf(stack: Stack, account: PrivateKeyAccount) {
  return createWalletClient({ account, transport: http(stack.rpcUrl) })
}
