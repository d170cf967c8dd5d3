import { missing } from '../../http/error.ts'
import { find, type Stored } from '../../store/objects.ts'
import type { Scope } from '../../world.ts'

/** The account named in the path: one's own, or one the platform connected. */
export async function accountIn(scope: Scope, id: string): Promise<Stored<'account'>> {
  const platform = { ...scope, account: scope.platform }
  const mayLook = scope.account === scope.platform || scope.account === id
  const stored = mayLook ? await find(platform, 'account', id) : undefined
  if (!stored) throw missing('account', id, 'account')
  return stored
}
