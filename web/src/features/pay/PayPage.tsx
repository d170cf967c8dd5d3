import type { AgreementView } from '@concordat/sdk/views.ts'
import { Alert, Stack, Text } from '@mantine/core'
import { IconCreditCardOff, IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { Empty } from '../../components/Empty.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { describeCode } from '../../lib/messages.ts'
import { type AgreementRail, railQuery, takesPayments } from '../../lib/rails/rail.ts'
import { agreementQuery } from '../../lib/reads.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { PayForm } from './PayForm.tsx'
import { PayProgress } from './PayProgress.tsx'

type PayPageProps = { root: Hex; checkout: string | null; onAgain: () => void }

/** Pays an agreement: what is paid for, who gets it, the processor's page, and how far it is afterwards. */
export function PayPage({ root, checkout, onAgain }: PayPageProps) {
  const agreement = useQuery(agreementQuery(root))
  const rail = useQuery(railQuery(root))
  return (
    <QueryState query={agreement}>
      {view => (
        <Stack gap="xl" maw={760}>
          <Head agreement={view} />
          <QueryState query={rail} height={320}>
            {found =>
              found && takesPayments(found) ? (
                <Payable agreement={view} rail={found} checkout={checkout} onAgain={onAgain} />
              ) : (
                <NoPage />
              )
            }
          </QueryState>
        </Stack>
      )}
    </QueryState>
  )
}

function Head({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { businessOf, nameOf } = useDirectory()
  return (
    <PageHeader
      title={t('pay.title', { name: businessOf(agreement.business) })}
      lead={
        <>
          {t('pay.lead', { names: format.list(agreement.parties.map(({ account }) => nameOf(account))) })}{' '}
          <Link
            to="/agreements/$root"
            params={{ root: agreement.root }}
            style={{ color: 'var(--mantine-color-anchor)' }}
          >
            {t('pay.toTerms')}
          </Link>
        </>
      }
    />
  )
}

function NoPage() {
  const { t } = useTranslation()
  return <Empty icon={<IconCreditCardOff aria-hidden />} title={t('pay.noPage')} text={t('pay.noPageText')} />
}

type PayableProps = Omit<PayPageProps, 'root'> & { agreement: AgreementView; rail: AgreementRail }

function Payable({ agreement, rail, checkout, onAgain }: PayableProps) {
  const { t, i18n } = useTranslation()
  if (checkout) return <PayProgress key={checkout} agreement={agreement} rail={rail} id={checkout} onAgain={onAgain} />
  const { refusal } = rail
  if (refusal) {
    const evidence = typeof refusal.details === 'object' && refusal.details !== null ? refusal.details : {}
    return (
      <Alert role="alert" color="red" radius="lg" icon={<IconCreditCardOff aria-hidden />} title={t('pay.refused')}>
        <Text size="sm">
          {i18n.language === 'zh' ? describeCode(refusal.code, { ...evidence }, 'zh') : refusal.message}
        </Text>
      </Alert>
    )
  }
  if (agreement.status !== 'effective' && agreement.status !== 'frozen')
    return <Empty icon={<IconCreditCardOff aria-hidden />} title={t('pay.over')} text={t('pay.overText')} />
  return (
    <Stack gap="xl">
      {agreement.status === 'frozen' && (
        <Alert color="blue" radius="lg" icon={<IconInfoCircle aria-hidden />}>
          {t('pay.frozen')}
        </Alert>
      )}
      <PayForm agreement={agreement} rail={rail} />
    </Stack>
  )
}
