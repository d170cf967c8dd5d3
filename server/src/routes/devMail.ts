import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Context } from '../context.ts'
import { textOf } from '../dev/mailText.ts'
import { ApiError } from '../errors.ts'

/** What the development chain's mail catcher took: a page for people, JSON for programs. */
export function createDevMailRoutes({ catcher }: Context) {
  return new Hono().get('/dev/mail', c => {
    if (!catcher) throw new ApiError(404, 'NotFound', 'No mail is caught here: this server sends it.')
    const mails = catcher.list().map(({ source, ...mail }) => ({ ...mail, text: textOf(source), source }))
    if (!(c.req.header('accept') ?? '').includes('text/html')) return c.json({ mails })
    return c.html(html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Caught mail · Concordat</title>
        </head>
        <body style="font-family: sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem">
          <h1>Caught mail</h1>
          <p>Mail of this development server goes nowhere else. Reload to see what is new.</p>
          ${mails.length === 0 ? html`<p>Nothing yet.</p>` : ''}
          ${mails.map(
            ({ to, at, text }) => html`
              <article style="border: 1px solid #ccd5d9; border-radius: 8px; padding: 0 1rem; margin: 1rem 0">
                <p><strong>${to.join(', ')}</strong> · ${new Date(at * 1000).toISOString()}</p>
                <p style="white-space: pre-wrap; overflow-wrap: anywhere">${linked(text)}</p>
              </article>
            `,
          )}
        </body>
      </html>`)
  })
}

/** The text with its links made ones. */
function linked(text: string) {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, i) => (i % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`))
}
