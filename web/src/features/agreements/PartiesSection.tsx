import type { AgreementView, PartyPosition } from '@concordat/sdk/views.ts'
import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../components/Amount.tsx'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { PartyName } from '../../components/PartyName.tsx'
import { Section } from '../../components/Section.tsx'
import { Signature } from '../../components/Signature.tsx'
import { accountQuery } from '../../lib/reads.ts'
import { useRoleName } from '../../lib/useRoleName.ts'

type Row = PartyPosition & { index: number; held: string | null }

/** The parties: who signed, and what each was paid, is still to get and holds. */
export function PartiesSection({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation()
  const roleName = useRoleName()
  const { asset } = agreement
  const held = useQueries({
    queries: agreement.positions.map(position => accountQuery(position.account)),
    combine: results =>
      results.map(({ data }) =>
        data ? (data.balances.find(balance => balance.asset.id === asset.id)?.amount ?? '0') : null,
      ),
  })
  const rows: Row[] = agreement.positions.map((position, index) => ({ ...position, index, held: held[index] ?? null }))
  const running = agreement.concludedAt !== null
  const columns: Column<Row>[] = [
    {
      key: 'party',
      label: t('agreementPage.party'),
      render: row => <PartyName account={row.account} index={row.index} role={roleName(row.role)} />,
    },
    { key: 'signed', label: t('agreementPage.signature'), render: row => <Signature signedAt={row.signedAt} /> },
  ]
  if (running) {
    columns.push(
      {
        key: 'paid',
        label: t('agreementPage.paid'),
        align: 'right',
        render: row => <Amount value={row.paid} unit={asset} fw={600} />,
      },
      {
        key: 'accrued',
        label: t('agreementPage.accrued'),
        align: 'right',
        render: row => <Amount value={BigInt(row.entitled) - BigInt(row.paid)} unit={asset} />,
      },
      {
        key: 'locked',
        label: t('agreementPage.locked'),
        align: 'right',
        render: row => <Amount value={row.locked} unit={asset} />,
      },
      {
        key: 'held',
        label: t('agreementPage.held'),
        align: 'right',
        render: row => (row.held === null ? '…' : <Amount value={row.held} unit={asset} />),
      },
    )
  }
  return (
    <Section title={t('agreementPage.parties')} lead={running ? t('agreementPage.partiesLead') : undefined}>
      <DataTable
        caption={t('agreementPage.parties')}
        rows={rows}
        columns={columns}
        keyOf={row => row.account}
        pageSize={20}
      />
    </Section>
  )
}
