import type { Hex } from 'viem'
import type { Context } from '../context.ts'
import type { Language } from '../mail/mailbox.ts'
import { requireProcessor } from '../rails/connections.ts'

/** Where a payer's receipt goes, and what the payer reads. */
export type Contact = { payment: string; address: string | null; language: Language }

type Made = { session: string | null; account: string; language: Language }

/**
 * What the payer of a checkout told the processor's page; the language alone where it told nothing. Asked once: a payment whose
 * receipt has an address is not asked about again.
 */
export async function findContact(
  { sql, processors }: Pick<Context, 'sql' | 'processors'>,
  { business, payment, order }: { business: Hex; payment: string; order: string | undefined },
): Promise<Contact | undefined> {
  const [known] = await sql`
    select 1 from receipts where business = ${business} and payment = ${payment} and address is not null`
  const [checkout] =
    order && !known
      ? await sql<Made[]>`
    select session, account, language from checkouts where metadata ->> 'order' = ${order}`
      : []
  if (!checkout?.session) return undefined
  const { session: id, account, language } = checkout
  const { ask } = requireProcessor(processors, account)
  const session = await ask((client, options) => client.checkout.sessions.retrieve(id, {}, options))
  return { payment, address: session.customer_details?.email ?? session.customer_email ?? null, language }
}
