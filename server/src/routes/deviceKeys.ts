import { DeviceKey } from '@concordat/sdk/attachments/deviceKey.ts'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { addDevice, listDevices, removeDevice } from '../attachments/devices.ts'
import type { Context } from '../context.ts'
import { limitBody } from '../http/security.ts'
import { createSessionGuard, type SignedIn } from '../sessions/guard.ts'
import { createVerifyHash } from '../sessions/verifySignature.ts'
import { defaultHook } from './defaultHook.ts'
import { answer, Hash, shown } from './views.ts'

const tags = ['Attachments']
const security = [{ session: [] }]
const Device = shown(DeviceKey, 'DeviceKey')
const Devices = answer(z.object({ devices: z.array(Device) }), 'The devices of the account, the oldest first')

const list = createRoute({
  method: 'get',
  path: '/device-keys',
  ...{ tags, security },
  summary: 'The devices one reads attachments with',
  responses: Devices,
})

const add = createRoute({
  method: 'post',
  path: '/device-keys',
  ...{ tags, security },
  summary: 'Read attachments with one more device',
  description:
    'With the EIP-712 signature of `DeviceKey(address account,bytes32 publicKey,string device,uint64 createdAt)`, domain "Concordat Device". Everyone who shares a draft with the account sees it, and checks the signature.',
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: DeviceKey.omit({ account: true }).openapi({ type: 'object' }) } },
    },
  },
  responses: Devices,
})

const remove = createRoute({
  method: 'delete',
  path: '/device-keys/{publicKey}',
  ...{ tags, security },
  summary: 'Read attachments with one device less',
  description: 'Nothing more is wrapped for it. What it has read, it has read.',
  request: { params: z.object({ publicKey: Hash }) },
  responses: Devices,
})

export function createDeviceKeyRoutes(context: Context) {
  const { sql, rpcUrl } = context
  const verify = createVerifyHash(rpcUrl)
  const app = new OpenAPIHono<SignedIn>({ defaultHook })
  app.use('/device-keys/*', limitBody(1), createSessionGuard(context))
  return app
    .openapi(list, async c => c.json({ devices: await listDevices(sql, c.get('account')) }, 200))
    .openapi(add, async c => {
      const account = c.get('account')
      await addDevice(context, verify, { ...c.req.valid('json'), account })
      return c.json({ devices: await listDevices(sql, account) }, 200)
    })
    .openapi(remove, async c => {
      const account = c.get('account')
      await removeDevice(context, account, c.req.valid('param').publicKey)
      return c.json({ devices: await listDevices(sql, account) }, 200)
    })
}
