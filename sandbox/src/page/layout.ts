import { html } from 'hono/html'
import type { Language } from './texts.ts'

export type Html = ReturnType<typeof html>

/** The frame of every page. */
export function layout(language: Language, title: string, content: Html | Html[], live = false): Html {
  return html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/page/style.css" />
        ${live ? html`<script src="/page/live.js" defer></script>` : ''}
      </head>
      <body>${content}</body>
    </html>`
}
