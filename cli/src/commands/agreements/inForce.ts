import { currencyDecimals, currencyOfUnit } from '@concordat/sdk/currencies.ts'
import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import { meterId, milestoneSubject } from '@concordat/sdk/ids.ts'
import { METER_DECIMALS } from '@concordat/sdk/rows/close.ts'
import type { AgreementNames } from '@concordat/sdk/splits/terms/context.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { fallbackNames } from '@concordat/sdk/splits/terms/fallbackNames.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { AgreementView, BusinessView, RowView } from '@concordat/sdk/views.ts'
import type { Hex } from 'viem'
import { api } from '../../api.ts'
import type { Context } from '../../context.ts'
import { getAgreement } from './transact.ts'

/** The version in force, with words for what the chain knows by number or hash: clauses are "clause 1", "clause 2", ... */
export type InForce = { view: AgreementView; root: Hex; digest: Hex; agreement: Agreement; names: AgreementNames }

/** Reads the version in force of an agreement; throws AgreementNotAmendable where there is none, or none any more. */
export async function readInForce({ deployment }: Context, given: string): Promise<InForce> {
  const view = await getAgreement(given)
  const { root, digest, status, asset, business } = view
  if (status !== 'effective' && status !== 'frozen') throw new ConcordatError('AgreementNotAmendable', { status })
  const agreement = decodeTerms(view.terms)
  const { rules, money } = agreement
  const payments = deployment.contracts.Payments
  const currency = currencyOfUnit(money.asset, { quorum: rules.quorum, business: rules.business, payments })
  const known = (await api<BusinessView[]>('/api/businesses')).find(({ id }) => id === business)
  const names = fallbackNames(agreement, {
    ...(await namesInRows(rules.business)),
    title: known?.project || known?.name || 'Agreement',
    decimals: currency === null ? asset.decimals : currencyDecimals(currency),
    currency: currency ?? undefined,
  })
  return { view, root, digest, agreement, names }
}

/** What the business's own rows call the meters and milestones of the terms; nothing where they are not shown to us. */
async function namesInRows(business: Hex): Promise<Pick<AgreementNames, 'meters' | 'milestones'>> {
  const path = `/api/businesses/${business}/rows?kind=progress&limit=1000`
  const rows = await api<RowView[]>(path).catch(() => [])
  const names: { meters: Record<Hex, AgreementNames['meters'][Hex]>; milestones: Record<Hex, string> } = {
    meters: {},
    milestones: {},
  }
  for (const { data } of rows) {
    const { meter, unit, milestone } = data
    if (meter) names.meters[meterId(meter)] = { name: meter, unit: unit || 'unit', decimals: METER_DECIMALS }
    if (milestone) names.milestones[milestoneSubject(business, milestone)] = milestone
  }
  return names
}
