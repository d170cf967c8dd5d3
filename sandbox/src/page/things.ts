import { html } from 'hono/html'
import type { Overview } from '../control/overview.ts'
import { formatAmount } from '../processor/currencies.ts'
import { failureCodes } from '../processor/payouts/settle.ts'
import { idOf } from '../store/objects.ts'
import type { Html } from './layout.ts'
import { type Act, card, formatTime, item, listOf } from './parts.ts'
import type { Say } from './texts.ts'

const declines = ['generic_decline', 'insufficient_funds', 'lost_card', 'expired_card', 'processing_error']

function codes(values: string[]): Html {
  return html`<select name="code" aria-label="code">${values.map(value => html`<option>${value}</option>`)}</select>`
}

const when = (seconds: number) => formatTime(seconds * 1_000)

export function payments({ objects }: Overview, say: Say): Html {
  const items = objects.payment_intent.map(({ body, account }) => {
    const path = `payments/${body.id}`
    const acts: Act[] = []
    if (body.status === 'processing')
      acts.push(
        { path: `${path}/succeed`, label: say('succeed'), strong: true },
        { path: `${path}/decline`, label: say('decline'), fields: codes(declines) },
      )
    if (body.status === 'succeeded') acts.push({ path: `${path}/dispute`, label: say('dispute') })
    const lines = [`${body.id} · ${account}`, [when(body.created), body.description].filter(Boolean).join(' · ')]
    return item(formatAmount(body.amount, body.currency), body.status, lines, acts)
  })
  return card('payments', say('payments'), listOf(items, say))
}

export function payouts({ objects }: Overview, say: Say): Html {
  const items = objects.payout.map(({ body, account }) => {
    const path = `payouts/${body.id}`
    const fails = codes(failureCodes)
    const acts: Act[] = []
    if (body.status === 'pending' || body.status === 'in_transit')
      acts.push(
        { path: `${path}/complete`, label: say('complete'), strong: true },
        { path: `${path}/fail`, label: say('fail'), fields: fails },
      )
    if (body.status === 'paid') acts.push({ path: `${path}/return`, label: say('return'), fields: fails })
    const lines = [`${body.id} · ${account}`, `${when(body.created)} · ${idOf(body.destination)}`]
    if (body.failure_code) lines.push(body.failure_code)
    return item(formatAmount(body.amount, body.currency), body.status, lines, acts)
  })
  return card('payouts', say('payouts'), listOf(items, say))
}

export function refunds({ objects }: Overview, say: Say): Html {
  const items = objects.refund.map(({ body, account }) => {
    const path = `refunds/${body.id}`
    const acts: Act[] = []
    if (body.status === 'pending') acts.push({ path: `${path}/succeed`, label: say('succeed'), strong: true })
    if (body.status !== 'failed') acts.push({ path: `${path}/fail`, label: say('fail') })
    const lines = [`${body.id} · ${account}`, `${when(body.created)} · ${idOf(body.charge)}`]
    return item(formatAmount(body.amount, body.currency), body.status ?? '', lines, acts)
  })
  return card('refunds', say('refunds'), listOf(items, say))
}

export function disputes({ objects }: Overview, say: Say): Html {
  const items = objects.dispute.map(({ body, account }) => {
    const open = /needs_response|under_review/.test(body.status)
    const path = `disputes/${body.id}`
    const acts = open
      ? [
          { path: `${path}/win`, label: say('win'), strong: true },
          { path: `${path}/lose`, label: say('lose') },
        ]
      : []
    const lines = [`${body.id} · ${account}`, `${when(body.created)} · ${body.reason} · ${idOf(body.charge)}`]
    return item(formatAmount(body.amount, body.currency), body.status, lines, acts)
  })
  return card('disputes', say('disputes'), listOf(items, say))
}

export function banks({ objects }: Overview, say: Say): Html {
  const items = objects.bank_account.map(({ body, account, hidden }) => {
    const verb = hidden.closed ? 'reopen' : 'close'
    const lines = [`${body.id} · ${account}`, hidden.closed ? say('isClosed') : (body.account_holder_name ?? '')]
    const title = `···· ${body.last4} ${body.currency.toUpperCase()} ${body.country}`
    return item(title, body.status, lines, [{ path: `bank_accounts/${body.id}/${verb}`, label: say(verb) }])
  })
  return card('banks', say('banks'), listOf(items, say))
}

export function webhooks({ objects, waiting }: Overview, say: Say): Html {
  const items = objects.webhook_endpoint.map(({ body, account }) => {
    const open = waiting.find(row => row.endpoint === body.id)
    const lines = [`${body.id} · ${account}`, body.enabled_events.join(', ')]
    if (open) lines.push(`${say('waitingWebhooks', { n: open.open })} ${open.status ?? open.error ?? ''}`)
    return item(body.url, body.status, lines, [])
  })
  return card('webhooks', say('webhooks'), listOf(items, say))
}
