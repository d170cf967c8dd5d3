import type { Outage } from '../store/settings.ts'
import type { World, WorldRow } from '../world.ts'

/** How the API is out of order at the moment. */
export function currentOutage(world: World, { outage }: WorldRow): Outage['mode'] | undefined {
  return outage && outage.until > world.now() ? outage.mode : undefined
}
