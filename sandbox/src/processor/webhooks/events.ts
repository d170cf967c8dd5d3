import { z } from 'zod'
import { listObjects } from '../../http/list.ts'
import { list, page, text } from '../../http/params.ts'
import { httpGet, type Route } from '../../http/route.ts'
import { get } from '../../store/objects.ts'
import { viewObject } from '../view.ts'

const List = z.strictObject({
  ...page,
  type: text.optional(),
  types: list(text)
    .refine(given => given.length > 0, 'at least one')
    .optional(),
})

export const eventRoutes: Route[] = [
  httpGet('/v1/events', List, async (scope, { type, types, ...page }) => {
    const wanted = types ?? (type === undefined ? undefined : [type])
    const { rows, has_more } = await listObjects(scope, 'event', page, { type: wanted })
    const data = []
    for (const row of rows) data.push(await viewObject(scope, row))
    return { object: 'list', data, has_more, url: '/v1/events' }
  }),
  httpGet('/v1/events/:id', z.strictObject({}), async (scope, _, { id = '' }) => {
    return viewObject(scope, await get(scope, 'event', id))
  }),
]
