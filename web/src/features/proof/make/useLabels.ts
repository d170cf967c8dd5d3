import { meterId } from '@concordat/sdk/ids.ts'
import type { ProofNames } from '@concordat/sdk/proof/bundle.ts'
import { plainLine } from '@concordat/sdk/proof/text.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { useDirectory } from '../../../lib/directory.ts'
import { useTerms } from '../../../lib/useTerms.ts'

/** What this person knows the parts of the terms by, where no draft tells: labels that nobody signed. */
export function useLabels(agreement: AgreementView): (terms: Hex) => ProofNames {
  const { t } = useTranslation()
  const { nameOf, isKnown, businessOf } = useDirectory()
  const { words } = useTerms(agreement.terms, agreement.asset)
  return encoded => {
    const { parties, rules } = decodeTerms(encoded)
    const meters = rules.monthly.flatMap(({ meter }) => {
      const known = words.meterOf(meter)
      return meterId(known.name) === meter ? [known] : []
    })
    const milestones = rules.clauses.flatMap(({ lock }) => words.milestoneOf(lock.subject) ?? [])
    return {
      title: plainLine(t('agreementPage.title', { name: businessOf(agreement.business) })),
      parties: parties.map(({ account, role }) => plainLine(isKnown(account) ? nameOf(account) : role)),
      ...{ monthly: [], clauses: [], registers: [] },
      meters: [...new Map(meters.map(({ name, unit, decimals }) => [name, { name, unit, decimals }])).values()],
      milestones: [...new Set(milestones)],
    }
  }
}
