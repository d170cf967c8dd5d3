import type { Context } from 'hono'
import { parseAccept } from 'hono/utils/accept'

/** Whether the browser asks for Chinese rather than English. */
export function readsChinese(c: Context): boolean {
  const wanted = parseAccept(c.req.header('accept-language') ?? '')
  return (
    wanted
      .find(({ type }) => /^(zh|en)\b/i.test(type))
      ?.type.toLowerCase()
      .startsWith('zh') ?? false
  )
}
