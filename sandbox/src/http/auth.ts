import type { Platform } from '../processor/platforms.ts'
import type { Party, World } from '../world.ts'
import { ProcessorError } from './error.ts'

export type Caller = { platform: Platform; readOnly: boolean; key: string }

/** Who calls: the key is a bearer token, or the name of basic authentication. */
export function authenticate(platforms: Platform[], header: string | undefined): Caller {
  const key = keyOf(header)
  if (!key)
    throw new ProcessorError(
      401,
      'invalid_request_error',
      'No API key: send it as "Authorization: Bearer <key>".',
      {},
      true,
    )
  for (const platform of platforms) {
    if (platform.secret === key) return { platform, readOnly: false, key }
    if (platform.readers.includes(key)) return { platform, readOnly: true, key }
  }
  throw new ProcessorError(401, 'invalid_request_error', `Invalid API Key provided: ${mask(key)}`, {}, true)
}

function keyOf(header: string | undefined): string | undefined {
  const [scheme = '', value = ''] = header?.trim().split(/\s+/) ?? []
  if (/^bearer$/i.test(scheme)) return value || undefined
  if (/^basic$/i.test(scheme)) return Buffer.from(value, 'base64').toString('utf8').split(':')[0] || undefined
  return undefined
}

function mask(key: string): string {
  return key.length <= 12 ? '*'.repeat(key.length) : `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`
}

/** The account that is acted for: the platform itself, or one it connected, named by `Stripe-Account`. */
export async function chooseAccount({ sql }: World, caller: Caller, named: string | undefined): Promise<Party> {
  const platform = caller.platform.account
  if (named === undefined || named === platform) return { platform, account: platform }
  const [found] = await sql`
    select 1 from objects where id = ${named} and kind = 'account' and account = ${platform}`
  if (found) return { platform, account: named }
  const message = `The provided key '${mask(caller.key)}' does not have access to account '${named}', or there is no such account.`
  throw new ProcessorError(403, 'invalid_request_error', message, { code: 'account_invalid' }, true)
}

/** Throws when the key may only read and the method writes. */
export function checkPermission(caller: Caller, method: string, path: string, account: string): void {
  if (!caller.readOnly || method === 'GET') return
  const permission = `rak_${path.split('/')[2] ?? ''}_write`
  const message = `The provided key '${mask(caller.key)}' does not have the required permissions for this endpoint on account '${account}': '${permission}' is missing.`
  throw new ProcessorError(403, 'invalid_request_error', message, {}, true)
}
