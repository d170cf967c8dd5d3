import type { AgreementView } from '@concordat/sdk/views.ts'
import { SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
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
        <SegmentedControl
          size="sm"
          aria-label={t('payments.way')}
          value={way}
          onChange={value => setWay(value as 'in' | 'out')}
          data={[
            { value: 'in', label: t('payments.in') },
            { value: 'out', label: t('payments.out') },
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
