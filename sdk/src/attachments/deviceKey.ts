import { type Address, type Hex, isAddressEqual, recoverTypedDataAddress } from 'viem'
import { z } from 'zod'

/** EIP-712 struct by which an account says that a browser is its own. */
export const deviceKeyTypes = {
  DeviceKey: [
    { name: 'account', type: 'address' },
    { name: 'publicKey', type: 'bytes32' },
    { name: 'device', type: 'string' },
    { name: 'createdAt', type: 'uint64' },
  ],
} as const

/** The key of one browser of one account, signed by the account. */
export const DeviceKey = z.object({
  account: z.custom<Address>(value => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value)),
  /** X25519, 32 bytes; also the name of the reader. */
  publicKey: z.custom<Hex>(value => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value)),
  /** What its owner knows it by, for example "Firefox, Windows". */
  device: z.string().min(1).max(80),
  /** When its owner signed it, Unix seconds by that device's clock. */
  createdAt: z.int().min(0),
  signature: z.custom<Hex>(value => typeof value === 'string' && /^0x[0-9a-fA-F]{2,20000}$/.test(value)),
})
export type DeviceKey = z.infer<typeof DeviceKey>

/** What an account signs for a browser, ready for a wallet's `signTypedData`. No contract reads it, so the domain names none. */
export function deviceKeyTypedData(key: Omit<DeviceKey, 'signature'>, chainId: number) {
  const { account, publicKey, device, createdAt } = key
  const domain = { name: 'Concordat Device', version: '1', chainId } as const
  const message = { account, publicKey, device, createdAt: BigInt(createdAt) }
  return { domain, types: deviceKeyTypes, primaryType: 'DeviceKey', message } as const
}

/** Asks a contract account whether it signed (ERC-1271), which only a chain can. */
export type AskAccount = (
  typed: ReturnType<typeof deviceKeyTypedData>,
  account: Address,
  signature: Hex,
) => Promise<boolean>

/** Whether the account itself said that the key is one of its own: to be asked before anything is wrapped for it. */
export async function isOwnDevice(key: DeviceKey, chainId: number, ask?: AskAccount): Promise<boolean> {
  const typed = deviceKeyTypedData(key, chainId)
  const signer = await recoverTypedDataAddress({ ...typed, signature: key.signature }).catch(() => null)
  if (signer !== null && isAddressEqual(signer, key.account)) return true
  return ask ? ask(typed, key.account, key.signature) : false
}
