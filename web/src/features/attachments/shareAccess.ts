import type { DeviceKey } from '@concordat/sdk/attachments/deviceKey.ts'
import { unwrapKey, wrapKey } from '@concordat/sdk/attachments/readers.ts'
import type { AttachmentsView, Wrap } from '@concordat/sdk/attachments/views.ts'
import type { Hex } from 'viem'
import type { Device } from './device/deviceStore.ts'

/** Whether an account signed for a device; asked once per device. */
export type IsSigned = (key: DeviceKey) => Promise<boolean>

/** The devices whose accounts signed for them: nobody else gets a key, whatever the server says. */
export async function signedDevices(devices: readonly DeviceKey[], isSigned: IsSigned): Promise<DeviceKey[]> {
  const answers = await Promise.all(devices.map(isSigned))
  return devices.filter((_, index) => answers[index])
}

/** The content keys this device has, wrapped for every device that lacks them. */
export async function wrapsForOthers(
  draft: Hex,
  { attachments, devices }: AttachmentsView,
  device: Device,
  isSigned: IsSigned,
): Promise<(Wrap & { attachment: string })[]> {
  const lacking = attachments.map(({ id, readers, wraps }) => ({
    place: { draft, attachment: id },
    own: wraps.find(({ reader }) => reader === device.publicKey),
    without: devices.filter(({ publicKey }) => !readers.includes(publicKey)),
  }))
  const found = lacking.map(async ({ place, own, without }) => {
    if (!own || without.length === 0) return []
    const key = await unwrapKey(place, own.wrap, device.keys).catch(() => null)
    // What does not open is discarded when somebody wants to read it.
    if (!key) return []
    const readers = await signedDevices(without, isSigned)
    return Promise.all(
      readers.map(async ({ publicKey: reader }) => {
        return { attachment: place.attachment, reader, wrap: await wrapKey(place, key, reader) }
      }),
    )
  })
  return (await Promise.all(found)).flat()
}
