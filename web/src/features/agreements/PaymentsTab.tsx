import type { AgreementView } from '@concordat/sdk/views.ts'
import { Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../../components/Choice.tsx'
import { Section } from '../../components/Section.tsx'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { Backs } from './back/Backs.tsx'
import { Payouts } from './Payouts.tsx'
import { Receipts } from './Receipts.tsx'

/** Money that came in, that went out to the parties, and that went back to payers. */
export function PaymentsTab({ agreement, readable }: { agreement: AgreementView; readable: ReadableTerms }) {
  const { t } = useTranslation()
  const [way, setWay] = useState<'in' | 'out' | 'back'>('in')
  const titles = { in: t('payments.inTitle'), out: t('payments.outTitle'), back: t('back.title') }
  const leads = { in: t('payments.inLead'), out: t('payments.outLead'), back: t('back.lead') }
  return (
    <Section
      title={titles[way]}
      lead={leads[way]}
      actions={
        <Choice
          size="sm"
          label={t('payments.way')}
          value={way}
          onChange={setWay}
          options={[
            ['in', t('payments.in')],
            ['out', t('payments.out')],
            ['back', t('back.way')],
          ]}
        />
      }
    >
      <Stack>
        {way === 'in' && <Receipts agreement={agreement} />}
        {way === 'out' && <Payouts agreement={agreement} readable={readable} />}
        {way === 'back' && <Backs agreement={agreement} />}
      </Stack>
    </Section>
  )
}
