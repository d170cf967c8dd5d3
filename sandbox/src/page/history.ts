import { html } from 'hono/html'
import type { Happening } from '../store/history.ts'
import type { Html } from './layout.ts'
import { button, card, formatTime, select } from './parts.ts'
import type { Say, TextKey } from './texts.ts'

export type HistoryQuery = { search?: string | undefined; kind?: string | undefined; limit: number }

const kinds: TextKey[] = ['request', 'event', 'delivery', 'control']

export function history(happenings: Happening[], { search, kind, limit }: HistoryQuery, say: Say): Html {
  const options = [{ value: '', label: say('all') }, ...kinds.map(key => ({ value: key, label: say(key) }))]
  const last = happenings.at(-1)
  const older = new URLSearchParams({ search: search ?? '', kind: kind ?? '', before: String(last?.seq ?? '') })
  return card(
    'history',
    say('history'),
    html`<form method="get" action="/" class="fields search">
        <label>${say('search')}<input type="search" name="search" value="${search ?? ''}" /></label>
        ${select('kind', say('kind'), options, kind)}
        <button>${say('search')}</button>
      </form>
      <ol class="history">
        ${happenings.map(happening => line(happening, say))}
      </ol>
      ${happenings.length === limit ? html`<a href="/?${older.toString()}#history">${say('more')}</a>` : ''}`,
  )
}

function line({ at, kind, subject, title, details, account }: Happening, say: Say): Html {
  const event = kind === 'event' && typeof details.event === 'string' ? details.event : undefined
  return html`<li>
    <details>
      <summary>
        <time>${formatTime(at)}</time> <span class="kind">${say(kind)}</span> ${title}
        <span class="small">${subject ?? ''}</span>
      </summary>
      <pre>${account ?? ''} ${JSON.stringify(details, null, 2)}</pre>
      ${event ? button({ path: `events/${event}/resend`, label: say('resend') }) : ''}
    </details>
  </li>`
}
