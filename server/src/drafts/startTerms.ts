import { draftLimits } from '@concordat/sdk/drafts/document.ts'
import { z } from '@hono/zod-openapi'

/** What terms need for a draft of them; everything else may still be missing. */
export const StartTerms = z.looseObject({
  title: z.string().max(200),
  parties: z
    .array(z.looseObject({ name: z.string().trim().min(1).max(200), role: z.string().max(200) }))
    .min(1)
    .max(draftLimits.people),
  monthly: z.array(z.looseObject({})).max(draftLimits.clauses).optional(),
  clauses: z.array(z.looseObject({})).max(draftLimits.clauses),
})
