import type { AgreementView } from '@concordat/sdk/views.ts'
import { Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../../components/Choice.tsx'
import { Section } from '../../components/Section.tsx'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { Payouts } from './Payouts.tsx'
import { Receipts } from './Receipts.tsx'

/** Money that came in and money that went out. */
export function PaymentsTab({ agreement, readable }: { agreement: AgreementView; readable: ReadableTerms }) {
  const { t } = useTranslation()
  const [way, setWay] = useState<'in' | 'out'>('in')
  return (
    <Section
      title={way === 'in' ? t('payments.inTitle') : t('payments.outTitle')}
      lead={way === 'in' ? t('payments.inLead') : t('payments.outLead')}
      actions={
        <Choice
          size="sm"
          label={t('payments.way')}
          value={way}
          onChange={setWay}
          options={[
            ['in', t('payments.in')],
            ['out', t('payments.out')],
          ]}
        />
      }
    >
      <Stack>
        {way === 'in' ? <Receipts agreement={agreement} /> : <Payouts agreement={agreement} readable={readable} />}
      </Stack>
    </Section>
  )
}
