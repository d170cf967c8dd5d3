import { z } from 'zod'
import { invalid } from '../../http/error.ts'
import { listObjects } from '../../http/list.ts'
import { flag, mergeMetadata, metadata, page, text } from '../../http/params.ts'
import { httpGet, httpPost, type Route } from '../../http/route.ts'
import { emit } from '../../store/events.ts'
import { change, get } from '../../store/objects.ts'
import { viewDispute } from '../view.ts'
import { closeDispute, isOpen } from './settle.ts'

const Evidence = z.record(z.string().regex(/^[a-z_0-9]+$/), z.string().max(150_000))

const Update = z.strictObject({
  evidence: Evidence.optional(),
  metadata: metadata.optional(),
  submit: flag.default(true),
})

// What the processor's test mode understands as evidence.
const verdicts: Record<string, 'won' | 'lost'> = { winning_evidence: 'won', losing_evidence: 'lost' }

export const disputeRoutes: Route[] = [
  httpGet(
    '/v1/disputes',
    z.strictObject({ ...page, charge: text.optional(), payment_intent: text.optional() }),
    async (scope, { charge, payment_intent, ...page }) => {
      const { rows, has_more } = await listObjects(scope, 'dispute', page, { charge, payment_intent })
      const data = []
      for (const row of rows) data.push(await viewDispute(scope, row))
      return { object: 'list', data, has_more, url: '/v1/disputes' }
    },
  ),
  httpGet('/v1/disputes/:id', z.strictObject({}), async (scope, _, { id = '' }) =>
    viewDispute(scope, await get(scope, 'dispute', id, 'dispute')),
  ),
  httpPost('/v1/disputes/:id', Update, async (scope, params, { id = '' }) => {
    const dispute = await get(scope, 'dispute', id, 'dispute')
    const { evidence, status, evidence_details: details } = dispute.body
    const submits = params.submit && params.evidence !== undefined
    if (params.evidence !== undefined && !['needs_response', 'warning_needs_response'].includes(status))
      throw invalid(`The dispute ${id} takes no evidence any more: it is ${status}.`, { param: 'evidence' })
    const unknown = Object.keys(params.evidence ?? {}).find(key => !(key in evidence))
    if (unknown !== undefined) {
      const param = `evidence[${unknown}]`
      throw invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param })
    }
    const reviewed = status === 'needs_response' ? 'under_review' : 'warning_under_review'
    const changed = await change(scope, dispute, {
      evidence: { ...evidence, ...params.evidence },
      evidence_details: {
        ...details,
        has_evidence: details.has_evidence || params.evidence !== undefined,
        submission_count: details.submission_count + (submits ? 1 : 0),
        submission_method: submits ? 'manual' : details.submission_method,
      },
      metadata: mergeMetadata(dispute.body.metadata, params.metadata),
      ...(submits ? { status: reviewed } : {}),
    })
    await emit(scope, 'charge.dispute.updated', await viewDispute(scope, changed), dispute.body)
    const verdict = verdicts[params.evidence?.uncategorized_text ?? '']
    if (!submits || !verdict) return viewDispute(scope, changed)
    return closeDispute(scope, id, verdict)
  }),
  httpPost('/v1/disputes/:id/close', z.strictObject({}), async (scope, _, { id = '' }) => {
    const dispute = await get(scope, 'dispute', id, 'dispute')
    if (!isOpen(dispute.body)) throw invalid(`The dispute ${id} is closed already.`)
    return closeDispute(scope, id, 'lost')
  }),
]
