import { spawn } from 'node:child_process'
import { anvilPath } from '@concordat/cli/stack/platform.ts'
import { reasonOf } from '@concordat/sdk/errors/reasonOf.ts'
import getPort from 'get-port'
import {
  type Address,
  createTestClient,
  createWalletClient,
  type Hex,
  http,
  type PublicClient,
  publicActions,
} from 'viem'
import { mnemonicToAccount } from 'viem/accounts'

const mnemonic = 'test test test test test test test test test test test junk'
/** The greatest gas limit a transaction can have since Osaka. */
const gas = 16_000_000n

/** A funded account of the development chain. */
export const accountAt = (index: number) => mnemonicToAccount(mnemonic, { addressIndex: index })

const replaceBigint = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)

export type Call = { from?: Address; to: Address; data: Hex }
export type Chain = Awaited<ReturnType<typeof startChain>>

/** Starts a chain under the rules of Osaka, with the first block at `timestamp` (Unix seconds). */
export async function startChain(timestamp = 1_768_003_200) {
  const port = await getPort({ host: '127.0.0.1' })
  const flags = ['--hardfork', 'osaka', '--timestamp', String(timestamp), '--order', 'fifo', '--gas-limit', '30000000']
  const child = spawn(anvilPath(), ['--host', '127.0.0.1', '--port', String(port), ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject).once('exit', code => reject(new Error(`The chain stopped with code ${code}.`)))
    child.stdout.on('data', text => String(text).includes(`Listening on 127.0.0.1:${port}`) && resolve())
  })

  const url = `http://127.0.0.1:${port}`
  const transport = http(url, { timeout: 60_000 })
  const client = createTestClient({ mode: 'anvil', transport, pollingInterval: 10 }).extend(publicActions)
  const sender = accountAt(0).address

  async function waitForReceipt(hash: Hex) {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
      const receipt = await client.getTransactionReceipt({ hash }).catch(() => undefined)
      if (receipt) return receipt
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    throw new Error(`Transaction ${hash} was not mined.`)
  }

  /** Carries out a transaction, which must succeed, and returns its receipt. */
  async function receiptOf(transaction: { from?: Address; to?: Address; data: Hex }) {
    const hash = await client.request({
      method: 'eth_sendTransaction',
      params: [{ from: sender, gas: `0x${gas.toString(16)}`, ...transaction }],
    } as never)
    const receipt = await waitForReceipt(hash)
    if (receipt.status === 'success') return receipt
    const failure = await client.call({ account: sender, gas, ...transaction }).catch((error: unknown) => error)
    throw new Error(`Transaction ${hash} failed: ${JSON.stringify(reasonOf(failure), replaceBigint)}`)
  }

  return {
    url,
    client: client as unknown as PublicClient,
    test: client,
    sender,
    wallet: createWalletClient({ account: accountAt(0), transport }),
    receiptOf,
    /** The gas a transaction used, calldata and all. */
    gasOf: async (call: Call) => Number((await receiptOf(call)).gasUsed),
    deploy: async (initCode: Hex) => {
      const { contractAddress, gasUsed } = await receiptOf({ data: initCode })
      return { address: contractAddress as Address, gas: Number(gasUsed) }
    },
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}
