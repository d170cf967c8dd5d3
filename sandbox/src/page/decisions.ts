import { html } from 'hono/html'
import type { Overview } from '../control/overview.ts'
import type { Settings } from '../store/settings.ts'
import type { Html } from './layout.ts'
import { button, card, field, type Option, select } from './parts.ts'
import type { Say, TextKey } from './texts.ts'

export const shownCards: [number: string, says: TextKey][] = [
  ['4242424242424242', 'cardGood'],
  ['4000000000009995', 'cardNoFunds'],
  ['4000000000000002', 'cardDeclined'],
  ['4000000000000259', 'cardDisputes'],
  ['4000000000005126', 'cardRefundFails'],
]

export function spaced(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, '$1 ')
}

export function next({ plans }: Overview, say: Say): Html {
  const options = (keys: TextKey[]): Option[] => keys.map(key => ({ value: key, label: say(key) }))
  const planned = plans.map(plan => `${say(plan.kind)}: ${say(plan.outcome)}`).join(', ')
  return card(
    'next',
    say('next'),
    html`<form method="post" action="/sandbox/next" class="fields">
        ${select('kind', say('kind'), options(['payment', 'refund', 'payout']))}
        ${select('outcome', say('outcome'), options(['succeed', 'decline', 'fail', 'return']))}
        ${field('code', say('code'), 'text', '', { placeholder: 'insufficient_funds' })}
        ${field('delay', say('delay'), 'number', '', { min: '0', step: '0.1' })}
        <button class="strong">${say('add')}</button>
      </form>
      ${
        plans.length > 0
          ? html`<p class="small">${say('planned', { list: planned })}</p>
              ${button({ path: 'next/clear', label: say('clear') })}`
          : ''
      }`,
    say('nextHint'),
  )
}

export function outage(say: Say): Html {
  const modes = (['unavailable', 'hangup', 'lost'] as const).map(mode => ({ value: mode, label: say(mode) }))
  return card(
    'outage',
    say('outage'),
    html`<form method="post" action="/sandbox/outage" class="fields">
      ${select('mode', say('outage'), modes)} ${field('seconds', say('seconds'), 'number', '10', { min: '0' })}
      <button class="danger">${say('begin')}</button>
    </form>`,
    say('outageHint'),
  )
}

export function pay({ accounts }: Overview, say: Say): Html {
  const named = accounts.map(({ id, name }) => ({ value: id, label: name ? `${name} (${id})` : id }))
  const cards = shownCards.map(([value, key]) => ({ value, label: `${spaced(value)} ${say(key)}` }))
  return card(
    'pay',
    say('payTitle'),
    html`<form method="post" action="/sandbox/payments" class="fields">
      ${select('account', say('account'), named)} ${field('amount', say('amount'), 'number', '1000', { min: '1' })}
      ${field('currency', say('currency'), 'text', 'xts')} ${select('card', say('card'), cards)}
      ${field('description', say('description'), 'text')}
      <button class="strong">${say('pay')}</button>
    </form>`,
  )
}

const choices: Partial<Record<keyof Settings, TextKey[]>> = {
  payments: ['auto', 'manual'],
  refunds: ['auto', 'manual'],
  payouts: ['auto', 'manual'],
  webhooks: ['ordered', 'reversed', 'paused'],
}

export function behaviour({ settings }: Overview, say: Say): Html {
  const inputs = (Object.keys(settings) as (keyof Settings)[]).map(name => {
    const value = settings[name]
    const label = say(`set_${name}`)
    const options = choices[name]?.map(key => ({ value: key, label: say(key) }))
    if (options) return select(name, label, options, String(value))
    if (typeof value !== 'boolean') return field(name, label, 'number', String(value), { min: '0', step: 'any' })
    const flags = [true, false].map(flag => ({ value: String(flag), label: say(flag ? 'yes' : 'no') }))
    return select(name, label, flags, String(value))
  })
  return card(
    'behaviour',
    say('behaviour'),
    html`<details>
      <summary>${say('change')}</summary>
      <form method="post" action="/sandbox/settings" class="fields">
        ${inputs}<button class="strong">${say('save')}</button>
      </form>
      <p class="hint">${say('resetHint')}</p>
      ${button({ path: 'reset', label: say('reset') })}
    </details>`,
  )
}
