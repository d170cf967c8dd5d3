import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { shortHex } from '../../../lib/format.ts'
import { businessesQuery, quorumsQuery } from '../../../lib/reads.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { useDraft } from '../document/DraftContext.tsx'

/** What can be chosen in the fields that name something outside of the draft. What the draft has already stays choosable. */
export function useChoices() {
  const { t } = useTranslation()
  const { locale } = useFormat()
  const { terms } = useDraft()
  const businesses = useQuery(businessesQuery)
  const quorums = useQuery(quorumsQuery)

  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'currency' })
    const codes = new Set([terms.currency ?? 'XTS', 'XTS', ...Intl.supportedValuesOf('currency')])
    return [...codes].map(code => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }))
  }, [locale, terms.currency])

  const withOwn = (own: string | undefined, choices: { value: string; label: string }[]) =>
    own === undefined || choices.some(choice => choice.value === own)
      ? choices
      : [{ value: own, label: shortHex(own) }, ...choices]
  const known = (quorums.data ?? []).map(({ id, members, needed }) => ({
    value: id,
    label: t('draft.choice.quorum', { id: shortHex(id), needed, members: members.length }),
  }))
  const list = businesses.data ?? []
  const business = terms.business ?? 'default'
  return {
    currencies,
    businesses: withOwn(business, [
      ...(list.length === 1 || business === 'default' ? [{ value: 'default', label: t('draft.choice.default') }] : []),
      ...list.map(({ id, name, project }) => ({ value: id, label: project ? `${project} · ${name}` : name })),
    ]),
    quorums: withOwn(terms.quorum, [{ value: 'default', label: t('draft.choice.nodes') }, ...known]),
    arbiters: withOwn(terms.arbiters, [{ value: 'arbiters', label: t('draft.choice.arbiters') }, ...known]),
  }
}
