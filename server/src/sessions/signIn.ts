import { type Address, getAddress, type Hex, hashMessage } from 'viem'
import { parseSiweMessage, validateSiweMessage } from 'viem/siwe'
import type { Context } from '../context.ts'
import { isOwnHost } from './ownHost.ts'
import { refuse } from './refuse.ts'
import { createSession, nonceStays, type Session, useNonce } from './store.ts'
import type { VerifyHash } from './verifySignature.ts'

/** How far the wallet's clock may differ, in seconds. */
const skew = 300

/** Checks a signed EIP-4361 message for this site and chain, and opens a session; throws SignInRefused or NonceUnknown. */
export async function signIn(
  { sql, deployment }: Context,
  verify: VerifyHash,
  { message, signature, host }: { message: string; signature: Hex; host: string },
): Promise<Session> {
  const fields = parseSiweMessage(message)
  const now = new Date()
  const issued = fields.issuedAt?.getTime() ?? Number.NaN
  const isForHere =
    fields.domain !== undefined &&
    isOwnHost(fields.domain, host, deployment) &&
    fields.uri !== undefined &&
    URL.canParse(fields.uri) &&
    isOwnHost(new URL(fields.uri).host, host, deployment) &&
    fields.chainId === deployment.chainId &&
    fields.version === '1' &&
    issued <= now.getTime() + skew * 1000 &&
    issued >= now.getTime() - (skew + nonceStays) * 1000
  // A message without a time is as old as can be, and `validateSiweMessage` looks at its expiry.
  if (!isForHere || !fields.address || !validateSiweMessage({ message: fields, time: now })) {
    throw refuse(401, 'SignInRefused')
  }
  if (!(await useNonce(sql, fields.nonce ?? ''))) throw refuse(401, 'NonceUnknown')
  const account: Address = getAddress(fields.address)
  if (!(await verify(account, hashMessage(message), signature))) throw refuse(401, 'SignInRefused')
  return createSession(sql, account)
}
