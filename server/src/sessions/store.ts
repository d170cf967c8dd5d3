import { createHash, randomBytes } from 'node:crypto'
import { parse } from 'hono/utils/cookie'
import type { Address } from 'viem'
import { generateSiweNonce } from 'viem/siwe'
import type { Sql } from '../database/connect.ts'

export const cookieName = 'concordat_session'

/** How long a nonce waits to be signed, and a session lasts, in seconds. */
export const nonceStays = 600
export const sessionStays = 30 * 86_400

export type Session = { account: Address; expiresAt: number; token: string }

const hashOf = (token: string) => createHash('sha256').update(token).digest()
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000)

/** A nonce to be signed once. */
export async function createNonce(sql: Sql): Promise<{ nonce: string; issuedAt: number; expiresAt: number }> {
  const nonce = generateSiweNonce()
  const expires = inSeconds(nonceStays)
  await sql`delete from sign_in_nonces where expires_at < now()`
  await sql`insert into sign_in_nonces ${sql({ nonce, expires_at: expires })}`
  const expiresAt = Math.floor(expires.getTime() / 1000)
  return { nonce, issuedAt: expiresAt - nonceStays, expiresAt }
}

/** Whether the nonce was given out and is used for the first time now. */
export async function useNonce(sql: Sql, nonce: string): Promise<boolean> {
  const rows = await sql`delete from sign_in_nonces where nonce = ${nonce} and expires_at >= now() returning nonce`
  return rows.length === 1
}

export async function createSession(sql: Sql, account: Address): Promise<Session> {
  const token = randomBytes(32).toString('base64url')
  const expires = inSeconds(sessionStays)
  await sql`delete from sessions where expires_at < now()`
  await sql`insert into sessions ${sql({ token: hashOf(token), account, expires_at: expires })}`
  return { account, expiresAt: Math.floor(expires.getTime() / 1000), token }
}

/** The session a request's `Cookie` header carries, if it is one. */
export async function findSession(sql: Sql, cookies: string | null | undefined): Promise<Session | undefined> {
  const token = parse(cookies ?? '', cookieName)[cookieName]
  if (!token) return undefined
  const [row] = await sql<{ account: Address; expiresAt: number }[]>`
    select account, floor(extract(epoch from expires_at))::bigint as "expiresAt"
    from sessions where token = ${hashOf(token)} and expires_at >= now()`
  return row && { ...row, token }
}

export async function deleteSession(sql: Sql, token: string): Promise<void> {
  await sql`delete from sessions where token = ${hashOf(token)}`
}
