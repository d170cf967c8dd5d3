import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMiddleware } from 'hono/factory'
import { type Address, getAddress, type Hex, isAddressEqual } from 'viem'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { developmentChain } from '../deployment.ts'
import { ApiError } from '../errors.ts'
import { isSigned, readClaim } from './signedBy.ts'

/** How long a quorum's members are believed, in milliseconds: a rotation shows up that much later. */
const membersStay = 5_000

/** What an attestor signs (EIP-191) to read a feed. */
export function feedMessage(path: string, at: number): string {
  return `concordat feed\n${path}\n${at}`
}

/** Lets an attestor through who signed the path and the time, and sets its address as `attestor`. */
export const attestorGuard = createMiddleware<{ Variables: { attestor: Address } }>(async (c, next) => {
  const message = 'Sign the request: "Authorization: Attestor <address> <unix seconds> <signature>".'
  const claim = readClaim(c.req.header('authorization'), 'Attestor', new ApiError(401, 'AttestorMissing', message))
  if (!(await isSigned(claim, feedMessage(c.req.path, claim.at))))
    throw new ApiError(401, 'NotTheAttestor', "The signature is not the named attestor's for this path and time.")
  c.set('attestor', claim.address)
  await next()
})

const QuorumFile = z.union([
  z.object({ members: z.array(z.string()) }).transform(file => file.members),
  z.object({ attestors: z.array(z.string()) }).transform(file => file.attestors),
])

/** Says whether an address is a current member of a quorum. */
export function createMembership({ indexer, deployment, state }: Context) {
  const cache = new Map<Hex, { members: Address[]; until: number }>()

  async function membersOf(quorum: Hex): Promise<Address[]> {
    const known = cache.get(quorum)
    if (known && known.until > Date.now()) return known.members
    const view = await indexer.getQuorum(quorum)
    const members = view?.members ?? []
    cache.set(quorum, { members, until: Date.now() + membersStay })
    return members
  }

  function developmentMembers(): Address[] {
    if (deployment.chainId !== developmentChain) return []
    try {
      return QuorumFile.parse(JSON.parse(readFileSync(join(state, 'quorum.json'), 'utf8'))).map(text =>
        getAddress(text),
      )
    } catch {
      return []
    }
  }

  return async (attestor: Address, quorum: Hex): Promise<boolean> => {
    if (developmentMembers().some(member => isAddressEqual(member, attestor))) return true
    return (await membersOf(quorum)).some(member => isAddressEqual(member, attestor))
  }
}
