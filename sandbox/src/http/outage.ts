import type { Outage } from '../store/settings.ts'
import { readWorld, type World } from '../world.ts'

/** How the API is out of order at the moment. */
export async function currentOutage(world: World): Promise<Outage['mode'] | undefined> {
  const { outage } = await readWorld(world.sql, world.seed)
  return outage && outage.until > world.now() ? outage.mode : undefined
}
