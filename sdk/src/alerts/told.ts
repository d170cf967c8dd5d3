import { z } from 'zod'

/** What an alert says of one change of a draft; a value that is no short text is left out. */
export const ToldChange = z.object({
  path: z.string(),
  /** What the clause or party calls itself. */
  item: z.string().optional(),
  kind: z.enum(['changed', 'added', 'removed']),
  before: z.string().optional(),
  after: z.string().optional(),
})
export type ToldChange = z.infer<typeof ToldChange>

/** The changes an alert tells of, the latest first; nothing of what cannot be read. */
export function readTold(value: unknown): ToldChange[] {
  const parsed = z.array(ToldChange).safeParse(value)
  return parsed.success ? parsed.data : []
}
