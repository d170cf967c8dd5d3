import { type Context, Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { html } from 'hono/html'
import { z } from 'zod'
import { ProcessorError } from '../http/error.ts'
import { paySession } from '../processor/checkout/pay.ts'
import { formatAmount } from '../processor/currencies.ts'
import { get, type Stored } from '../store/objects.ts'
import { type Party, read, type World, write } from '../world.ts'
import { shownCards, spaced } from './decisions.ts'
import { type Html, layout } from './layout.ts'
import { type Language, type Say, speak } from './texts.ts'

const Payment = z.object({
  card: z.string().max(30),
  other: z.string().max(30).default(''),
  email: z.string().max(200).default(''),
})

type Session = Stored<'checkout.session'>

/** The hosted page of a checkout session: what is to be paid, and a choice of test cards. */
export function createCheckout(world: World, languageOf: (c: Context) => Language) {
  async function open(id: string): Promise<{ party: Party; session: Session } | undefined> {
    const [party] = await world.sql<Party[]>`
      select platform, account from objects where id = ${id} and kind = 'checkout.session'`
    if (!party) return undefined
    return { party, session: await read(world, party, scope => get(scope, 'checkout.session', id, 'session')) }
  }

  function show(c: Context, session: Session | undefined, message = '', status: 200 | 402 | 404 = 200) {
    const language = languageOf(c)
    const say = speak(language)
    return c.html(layout(language, say('openCheckout'), page(session, message, say)), status)
  }

  return new Hono()
    .use(csrf())
    .get('/:id', async c => {
      const found = await open(c.req.param('id'))
      return show(c, found?.session, '', found ? 200 : 404)
    })
    .post('/:id', async c => {
      const id = c.req.param('id')
      const found = await open(id)
      if (found?.session.body.status !== 'open') return show(c, found?.session, '', found ? 200 : 404)
      const { card, other, email } = Payment.parse(await c.req.parseBody())
      const say = speak(languageOf(c))
      try {
        const { session, intent } = await write(world, found.party, null, scope =>
          paySession(scope, id, other.trim() || card, email.trim() || null),
        )
        if (session.status === 'complete')
          return c.redirect((session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', id), 303)
        const message = say('declinedNow', { message: intent.last_payment_error?.message ?? '' })
        return show(c, (await open(id))?.session, message, 402)
      } catch (error) {
        if (!(error instanceof ProcessorError)) throw error
        return show(c, (await open(id))?.session, error.shortMessage, 402)
      }
    })
}

function page(session: Session | undefined, message: string, say: Say): Html {
  const status = session?.body.status ?? '404'
  if (!session || status !== 'open')
    return html`<main class="pay"><section class="card"><p>${say('sessionOver', { status })}</p></section></main>`
  const { body, hidden } = session
  const total = formatAmount(body.amount_total ?? 0, body.currency ?? '')
  return html`<main class="pay">
    <section class="card">
      <h1>${total}</h1>
      <ul class="lines">
        ${hidden.lines.map(
          line =>
            html`<li>
              <span>${line.description} × ${line.quantity}</span><span>${formatAmount(line.amount_total, line.currency)}</span>
            </li>`,
        )}
      </ul>
      ${message ? html`<p class="error" role="alert">${message}</p>` : ''}
      <form method="post" class="fields">
        <fieldset>
          <legend>${say('card')}</legend>
          ${shownCards.map(
            ([number, says], index) =>
              html`<label class="choice"
                ><input type="radio" name="card" value="${number}" ${index === 0 ? 'checked' : ''} />
                <span>${spaced(number)}<small>${say(says)}</small></span></label
              >`,
          )}
          <label>${say('otherCard')}<input name="other" inputmode="numeric" autocomplete="off" /></label>
        </fieldset>
        <label>${say('email')}<input name="email" type="email" value="${body.customer_email ?? ''}" /></label>
        <button class="strong wide">${say('pay')} ${total}</button>
      </form>
      ${body.cancel_url ? html`<p><a href="${body.cancel_url}">${say('back')}</a></p>` : ''}
      <p class="hint">${say('testOnly')}</p>
    </section>
  </main>`
}
