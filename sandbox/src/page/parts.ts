import { html } from 'hono/html'
import type { Html } from './layout.ts'
import type { Say } from './texts.ts'

export function card(id: string, title: string, content: Html | Html[], hint = ''): Html {
  return html`<section class="card" id="${id}">
    <h2>${title}</h2>
    ${hint ? html`<p class="hint">${hint}</p>` : ''} ${content}
  </section>`
}

export type Act = { path: string; label: string; fields?: Html; strong?: boolean }

/** One thing: what it is, how it stands, and what can be done to it. */
export function item(title: string, status: string, lines: string[], acts: Act[]): Html {
  return html`<li class="item">
    <div class="row"><strong>${title}</strong><span class="pill ${tone(status)}">${status.replaceAll('_', ' ')}</span></div>
    ${lines.map(line => html`<div class="small">${line}</div>`)}
    ${acts.length > 0 ? html`<div class="acts">${acts.map(act => button(act))}</div>` : ''}
  </li>`
}

export function button({ path, label, fields, strong = false }: Act): Html {
  return html`<form method="post" action="/sandbox/${path}" class="act">
    ${fields ?? ''}<button class="${strong ? 'strong' : ''}">${label}</button>
  </form>`
}

export function listOf(items: Html[], say: Say): Html {
  return items.length === 0 ? html`<p class="hint">${say('none')}</p>` : html`<ul class="items">${items}</ul>`
}

export type Option = { value: string; label: string }

export function select(name: string, label: string, options: Option[], chosen?: string): Html {
  const choices = options.map(
    ({ value, label }) => html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${label}</option>`,
  )
  return html`<label>${label}<select name="${name}">${choices}</select></label>`
}

export function field(name: string, label: string, type: string, value = '', more: Record<string, string> = {}): Html {
  const { min = '', step = '', placeholder = '' } = more
  return html`<label
    >${label}<input name="${name}" type="${type}" value="${value}" min="${min}" step="${step}" placeholder="${placeholder}"
  /></label>`
}

function tone(status: string): string {
  if (/^(succeeded|paid|won|complete|enabled|new|verified)$/.test(status)) return 'good'
  if (/^(failed|lost|canceled|errored|requires_payment_method|expired|disabled)$/.test(status)) return 'bad'
  return 'open'
}

/** Seconds or milliseconds since 1970, as people write them. */
export function formatTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('T', ' ').slice(0, 19)
}
