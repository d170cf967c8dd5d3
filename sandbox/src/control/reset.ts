import { buildAccount } from '../processor/accounts/accounts.ts'
import { insert } from '../store/objects.ts'
import { lockPlatform, type World, write } from '../world.ts'

/** Gives every platform its own account, once. */
export async function openPlatforms(world: World): Promise<void> {
  for (const { account } of world.platforms) {
    await write(world, { platform: account, account }, null, async scope => {
      const [found] = await scope.tx`select 1 from objects where id = ${account}`
      if (found) return
      const created = Math.floor(scope.now / 1_000)
      const fields = { id: account, country: 'US', created, email: null, metadata: {}, type: 'standard' as const }
      await insert(scope, 'account', buildAccount(fields), {})
    })
  }
}

/** Forgets everything, and begins again: with the same ids when a seed was given, with others when not. */
export async function reset(world: World): Promise<void> {
  await world.sql.begin(async tx => {
    // Nobody writes meanwhile: a transaction half done would wait for this one, and this one for it.
    for (const { account } of world.platforms) await lockPlatform(tx, account)
    await tx`truncate world, objects, movements, answers, tasks, plans, deliveries, history restart identity`
    await tx`select setval('ids', 1, false), setval('requests', 1, false)`
  })
  await openPlatforms(world)
}
