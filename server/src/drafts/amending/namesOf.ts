import { currencyDecimals, currencyOfUnit } from '@concordat/sdk/currencies.ts'
import { meterId, milestoneSubject } from '@concordat/sdk/ids.ts'
import { METER_DECIMALS } from '@concordat/sdk/rows/close.ts'
import type { AgreementNames } from '@concordat/sdk/splits/terms/context.ts'
import { fallbackNames } from '@concordat/sdk/splits/terms/fallbackNames.ts'
import { checkTerms } from '@concordat/sdk/splits/terms/parse.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { type Hex, isAddressEqual } from 'viem'
import type { Context } from '../../context.ts'
import type { Sql } from '../../database/connect.ts'
import { contextOf } from '../check.ts'
import { type DraftRow, draftColumns } from '../store.ts'

export type Language = 'en' | 'zh'

const words = {
  en: { clause: (n: number) => `Clause ${n}`, register: (n: number) => `Register ${n}`, title: 'Agreement' },
  zh: { clause: (n: number) => `条款 ${n}`, register: (n: number) => `名册 ${n}`, title: '协议' },
}

type Known = Pick<Context, 'sql' | 'deployment' | 'state'>

/** What everything in the terms in force is called: as the draft they came from says, else as far as this server knows. */
export async function namesOf(
  context: Known,
  view: AgreementView,
  terms: Agreement,
  language: Language,
): Promise<AgreementNames> {
  return (await draftedNames(context, view.digest)) ?? (await knownNames(context, view, terms, language))
}

async function draftedNames(context: Known, digest: Hex): Promise<AgreementNames | null> {
  const { sql } = context
  const [draft] = await sql<DraftRow[]>`
    select ${draftColumns(sql)} from drafts d where d.proposal ->> 'digest' = ${digest} limit 1`
  if (!draft) return null
  const { parsed } = checkTerms(draft.terms, await contextOf(sql, context, draft.terms, draft.amends))
  return parsed?.names ?? null
}

async function knownNames(
  { sql, deployment }: Known,
  { business, asset }: AgreementView,
  terms: Agreement,
  language: Language,
): Promise<AgreementNames> {
  const [known] = await sql<{ name: string; project: string; participants: { account: Hex; name: string }[] }[]>`
    select name, project, participants from businesses where id = ${business}`
  const { quorum, business: issuer } = terms.rules
  const payments = deployment.contracts.Payments
  const currency = currencyOfUnit(terms.money.asset, { quorum, business: issuer, payments })
  const participants = known?.participants ?? []
  return fallbackNames(terms, {
    ...words[language],
    ...(await namesInRows(sql, terms.rules.business)),
    title: known?.project || known?.name || words[language].title,
    decimals: currency === null ? asset.decimals : currencyDecimals(currency),
    currency: currency ?? undefined,
    parties: terms.parties.map(({ account }) => participants.find(each => isAddressEqual(each.account, account))?.name),
  })
}

/** Terms name meters and milestones by hashes; the business's own rows say what they are called. */
async function namesInRows(sql: Sql, business: Hex): Promise<Pick<AgreementNames, 'meters' | 'milestones'>> {
  const rows = await sql<{ meter: string | null; unit: string | null; milestone: string | null }[]>`
    select distinct data ->> 'meter' as meter, data ->> 'unit' as unit, data ->> 'milestone' as milestone from rows
    where business = ${business} and kind in ('meter', 'milestone')`
  const meters = rows.flatMap(({ meter, unit }) =>
    meter === null ? [] : [[meterId(meter), { name: meter, unit: unit || 'unit', decimals: METER_DECIMALS }] as const],
  )
  const milestones = rows.flatMap(({ milestone }) =>
    milestone === null ? [] : [[milestoneSubject(business, milestone), milestone] as const],
  )
  return { meters: Object.fromEntries(meters), milestones: Object.fromEntries(milestones) }
}
