import type { Page } from '@playwright/test'
import { type Hex, type LocalAccount, numberToHex } from 'viem'
import { walletOf } from './chain.ts'
import { stackFile } from './stack.ts'

/** What a test can do to a wallet from the outside, as its owner would in the wallet's own window. */
export type TestWallet = {
  /** Moves the wallet to another chain. */
  changeChain: (chainId: number) => Promise<void>
  /** Whether the owner agrees to what the page asks. */
  agrees: boolean
}

type Asked = { method: string; params?: unknown[] }
type TypedData = { types: Record<string, unknown>; [part: string]: unknown }

export const walletName = 'Test Wallet'
const home = 31337

/**
 * Gives a page a wallet that announces itself the way browser wallets do (EIP-6963). It signs with the account's own key, sends
 * to the stack's chain, and passes every other question on to it.
 */
export async function installWallet(page: Page, account: LocalAccount): Promise<TestWallet> {
  let chainId = home
  let connected = false
  const wallet: TestWallet = {
    agrees: true,
    changeChain: async next => {
      chainId = next
      await page.evaluate(id => window.dispatchEvent(new CustomEvent('test:chain', { detail: id })), numberToHex(next))
    },
  }
  const refuse = (code: number, message: string) => Object.assign(new Error(message), { code })
  const answer = async ({ method, params = [] }: Asked): Promise<unknown> => {
    const asksOwner = ['eth_requestAccounts', 'eth_sendTransaction', 'eth_signTypedData_v4', 'personal_sign']
    if (asksOwner.includes(method) && !wallet.agrees) throw refuse(4001, 'The owner refused.')
    switch (method) {
      case 'eth_requestAccounts':
        connected = true
        return [account.address]
      case 'eth_accounts':
        return connected ? [account.address] : []
      case 'eth_chainId':
        return numberToHex(chainId)
      case 'wallet_switchEthereumChain':
        await wallet.changeChain(Number((params[0] as { chainId: Hex }).chainId))
        return null
      case 'personal_sign':
        return account.signMessage({ message: { raw: params[0] as Hex } })
      case 'eth_signTypedData_v4': {
        const { types, ...rest } = JSON.parse(params[1] as string) as TypedData
        const { EIP712Domain: _, ...own } = types
        return account.signTypedData({ ...rest, types: own } as never)
      }
      case 'eth_sendTransaction': {
        const { to, data } = params[0] as { to: Hex; data: Hex }
        return walletOf(account).sendTransaction({ account, to, data, chain: null })
      }
      case 'wallet_revokePermissions':
        connected = false
        return null
      default:
        return ask(method, params)
    }
  }
  await page.exposeFunction('testWallet', (asked: Asked) =>
    answer(asked).then(
      result => ({ result }),
      (error: { code?: number; message: string }) => ({
        error: { code: error.code ?? -32603, message: error.message },
      }),
    ),
  )
  await page.addInitScript(announce, walletName)
  return wallet
}

async function ask(method: string, params: unknown[]): Promise<unknown> {
  const response = await fetch(stackFile().rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const body = (await response.json()) as { result?: unknown; error?: { code: number; message: string } }
  if (body.error) throw Object.assign(new Error(body.error.message), { code: body.error.code })
  return body.result
}

/** Runs in the page: a provider with requests and events, and its announcement. */
function announce(name: string): void {
  type Answer = { result?: unknown; error?: { code: number; message: string } }
  type Listener = (value: unknown) => void
  const { testWallet } = window as unknown as { testWallet: (asked: unknown) => Promise<Answer> }
  const listeners: Record<string, Listener[]> = {}
  const provider = {
    request: async (asked: unknown) => {
      const { result, error } = await testWallet(asked)
      if (error) throw Object.assign(new Error(error.message), { code: error.code })
      return result
    },
    on: (event: string, listener: Listener) => {
      listeners[event] = [...(listeners[event] ?? []), listener]
    },
    removeListener: (event: string, listener: Listener) => {
      listeners[event] = (listeners[event] ?? []).filter(each => each !== listener)
    },
  }
  window.addEventListener('test:chain', event => {
    for (const listener of listeners.chainChanged ?? []) listener((event as CustomEvent).detail)
  })
  const info = { uuid: crypto.randomUUID(), name, icon: 'data:image/svg+xml,<svg/>', rdns: 'example.test.wallet' }
  const detail = Object.freeze({ info, provider })
  const say = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  window.addEventListener('eip6963:requestProvider', say)
  say()
}
