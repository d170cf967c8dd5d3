import type { AgreementView } from '@concordat/sdk/views.ts'
import { Paper, SimpleGrid, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../components/Amount.tsx'
import { Stat } from '../../components/Stat.tsx'
import { useFormat } from '../../lib/useFormat.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { PartiesSection } from './PartiesSection.tsx'
import { WaterfallSection } from './WaterfallSection.tsx'

type OverviewTabProps = { agreement: AgreementView; readable: ReadableTerms }

/** The money in short, the parties, and who got what over time. */
export function OverviewTab({ agreement, readable }: OverviewTabProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const unit = agreement.asset
  if (agreement.concludedAt === null) return <PartiesSection agreement={agreement} />
  const period = readable.terms.rules.period.closeAfter > 0
  return (
    <Stack gap="xl">
      <Paper component="section" aria-label={t('agreementPage.money')}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: period ? 5 : 4 }} spacing="xl">
          <Stat
            label={t('agreementPage.received')}
            value={<Amount value={agreement.received} unit={unit} />}
            note={
              BigInt(agreement.refunded) > 0n
                ? t('agreementPage.refunded', { amount: format.amount(agreement.refunded, unit) })
                : undefined
            }
          />
          <Stat
            label={t('agreementPage.balance')}
            value={<Amount value={agreement.balance} unit={unit} />}
            help={t('agreementPage.balanceHelp')}
          />
          {period && (
            <Stat
              label={t('agreementPage.openNet')}
              value={<Amount value={agreement.openNet} unit={unit} />}
              help={t('agreementPage.openNetHelp')}
            />
          )}
          <Stat
            label={t('agreementPage.owed')}
            value={<Amount value={agreement.owed} unit={unit} />}
            help={t('agreementPage.owedHelp')}
          />
          <Stat
            label={t('agreementPage.residue')}
            value={<Amount value={agreement.residue} unit={unit} />}
            help={t('agreementPage.residueHelp')}
          />
        </SimpleGrid>
      </Paper>
      <PartiesSection agreement={agreement} />
      <WaterfallSection agreement={agreement} readable={readable} />
    </Stack>
  )
}
