import { deviceKeyTypedData } from '@concordat/sdk/attachments/deviceKey.ts'
import type { Hex } from 'viem'
import type { Signer } from '../../../lib/actor.tsx'
import { addDevice } from '../queries.ts'
import { deviceName } from './deviceName.ts'
import { createDevice, type Device, keepDevice, readDevice } from './deviceStore.ts'

type Introduce = {
  /** Under which this browser keeps it. */
  name: string
  chainId: number
  signer: () => Promise<Signer>
  /** The key that its owner removed, where there was one. */
  removed: Hex | null
}

/** Makes this browser a reader: a key that stays here, whose public half the account signs for the others. */
export function introduceDevice({ name, chainId, signer, removed }: Introduce): Promise<Device> {
  // Two pages of one browser would make two keys.
  return navigator.locks.request(name, async () => {
    const held = await readDevice(name)
    if (held?.introduced && held.publicKey !== removed) return held
    // Kept before it is signed, so that no signed key is without its other half.
    const device = held && !held.introduced ? held : await createDevice(name)
    const wallet = await signer()
    const key = {
      ...{ account: wallet.account.address, publicKey: device.publicKey, device: deviceName(navigator.userAgent) },
      createdAt: Math.floor(Date.now() / 1000),
    }
    const signature = await wallet.signTypedData(deviceKeyTypedData(key, chainId))
    const { account: _, ...sent } = key
    await addDevice({ ...sent, signature })
    return keepDevice(name, { ...device, introduced: true })
  })
}
