import { attachmentLimits } from '@concordat/sdk/attachments/attachment.ts'
import { type DeviceKey, deviceKeyTypedData } from '@concordat/sdk/attachments/deviceKey.ts'
import { type Address, type Hex, hashTypedData } from 'viem'
import type { Context } from '../context.ts'
import type { Sql, Transaction } from '../database/connect.ts'
import { refuse } from '../sessions/refuse.ts'
import type { VerifyHash } from '../sessions/verifySignature.ts'
import { tellCompany } from './tell.ts'

const columns = (sql: Sql | Transaction) =>
  sql`k.account, k.public_key as "publicKey", k.device, k.created_at as "createdAt", k.signature`

/** The devices an account reads with, the oldest first. */
export async function listDevices(sql: Sql | Transaction, account: Address): Promise<DeviceKey[]> {
  const rows = await sql<DeviceKey[]>`
    select ${columns(sql)} from device_keys k where k.account = ${account} order by k.created_at, k.public_key`
  return [...rows]
}

/** The devices of everyone who has a seat. */
export async function listReaders(sql: Sql | Transaction, draft: Hex): Promise<DeviceKey[]> {
  const rows = await sql<DeviceKey[]>`
    select ${columns(sql)} from device_keys k join draft_seats s on s.account = k.account
    where s.draft = ${draft} order by k.account, k.created_at, k.public_key`
  return [...rows]
}

/** Keeps the key of one of an account's devices, signed by it; the same again changes nothing. */
export async function addDevice(context: Context, verify: VerifyHash, key: DeviceKey): Promise<void> {
  const { sql, deployment } = context
  const { account, publicKey, device, createdAt, signature } = key
  const hash = hashTypedData(deviceKeyTypedData(key, deployment.chainId))
  if (!(await verify(account, hash, signature))) throw refuse(422, 'DeviceKeyUnsigned')
  await sql.begin(async tx => {
    // One at a time per account, or two at once would both be the last one allowed.
    await tx`select pg_advisory_xact_lock(hashtextextended(${account}, 20))`
    const [known] = await tx<{ account: Address }[]>`select account from device_keys where public_key = ${publicKey}`
    if (known && known.account !== account) throw refuse(409, 'DeviceKeyTaken')
    if (known) return
    if ((await listDevices(tx, account)).length >= attachmentLimits.devices)
      throw refuse(422, 'DevicesFull', { limit: attachmentLimits.devices })
    await tx`insert into device_keys ${tx({ public_key: publicKey, account, device, created_at: createdAt, signature })}`
  })
  await tellCompany(context, account)
}

/** Forgets one of an account's devices, and everything that was wrapped for it. */
export async function removeDevice(context: Context, account: Address, publicKey: Hex): Promise<void> {
  const { sql } = context
  await sql`delete from device_keys where public_key = ${publicKey} and account = ${account}`
  await tellCompany(context, account)
}
