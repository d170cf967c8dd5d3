import { Badge, Group, SimpleGrid, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../components/Amount.tsx'
import { Section } from '../../components/Section.tsx'
import { Stat } from '../../components/Stat.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { type Reconciliation, unitOfCurrency } from '../../lib/rails/reconcile.ts'
import { Causes } from './Causes.tsx'

/** One processor account in one currency: what it holds, what it must hold, and why they differ where they do. */
export function AccountCard({ found }: { found: Reconciliation }) {
  const { t } = useTranslation()
  const { businessOf } = useDirectory()
  const unit = unitOfCurrency(found.currency)
  const difference = BigInt(found.difference)
  const figures = [
    ['balance', found.balance],
    ['receivables', found.receivables],
    ['outstanding', found.outstanding],
    ['inFlight', found.inFlight],
    ['reserve', found.reserve],
  ] as const
  return (
    <Section
      title={`${found.account} · ${found.currency}`}
      lead={
        <Link to="/businesses/$id" params={{ id: found.business }} style={{ color: 'var(--mantine-color-anchor)' }}>
          {businessOf(found.business)}
        </Link>
      }
      actions={
        <Badge size="lg" color={difference === 0n ? 'green' : 'red'}>
          {difference === 0n ? t('reconcile.balanced') : t('reconcile.differs')}
        </Badge>
      }
    >
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 6 }} spacing="xl">
        {figures.map(([name, value]) => (
          <Stat
            key={name}
            label={t(`reconcile.figure.${name}`)}
            value={<Amount value={value} unit={unit} fz="lg" />}
            help={t(`reconcile.help.${name}`)}
          />
        ))}
        <Stat
          label={t('reconcile.figure.difference')}
          value={
            <Amount
              value={found.difference}
              unit={unit}
              fz="lg"
              {...(difference === 0n ? {} : { c: 'var(--mantine-color-red-text)' })}
            />
          }
          help={t('reconcile.help.difference')}
        />
      </SimpleGrid>
      {found.causes.length > 0 ? (
        <Causes causes={found.causes} unit={unit} />
      ) : (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t('reconcile.noCauses')}
          </Text>
        </Group>
      )}
    </Section>
  )
}
