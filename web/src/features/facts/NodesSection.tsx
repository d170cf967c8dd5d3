import type { NodeView, QuorumView } from '@concordat/sdk/views.ts'
import { Alert, Badge, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconServer2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Address, isAddressEqual } from 'viem'
import { Empty } from '../../components/Empty.tsx'
import { HexText } from '../../components/HexText.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { Section } from '../../components/Section.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { nodesQuery, quorumsQuery } from '../../lib/reads.ts'
import { useFormat } from '../../lib/useFormat.ts'

const colors = { up: 'green', behind: 'yellow', down: 'red' } as const

/** How every node is, and whether enough of them run. */
export function NodesSection() {
  const { t } = useTranslation()
  const nodes = useQuery(nodesQuery)
  const quorums = useQuery(quorumsQuery)
  return (
    <Section title={t('facts.nodes')} lead={t('facts.nodesLead')}>
      <QueryState
        query={nodes}
        height={180}
        isEmpty={data => data.length === 0}
        empty={
          <Empty icon={<IconServer2 aria-hidden />} title={t('facts.nodesEmpty')} text={t('facts.nodesEmptyText')} />
        }
      >
        {data => (
          <Stack gap="lg">
            {(quorums.data ?? [])
              .filter(quorum => quorum.members.some(member => data.some(node => isAddressEqual(node.address, member))))
              .map(quorum => (
                <Strength key={quorum.id} quorum={quorum} nodes={data} />
              ))}
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
              {data.map(node => (
                <NodeCard key={node.address} node={node} />
              ))}
            </SimpleGrid>
          </Stack>
        )}
      </QueryState>
    </Section>
  )
}

/** Says whether a group can confirm anything just now, and who is missing. */
function Strength({ quorum, nodes }: { quorum: QuorumView; nodes: NodeView[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf } = useDirectory()
  const isUp = (member: Address) => nodes.some(node => node.status !== 'down' && isAddressEqual(member, node.address))
  const missing = quorum.members.filter(member => !isUp(member))
  const up = quorum.members.length - missing.length
  const enough = up >= quorum.needed
  const values = { up, total: quorum.members.length, needed: quorum.needed }
  return (
    <Alert
      role="status"
      color={enough ? (missing.length === 0 ? 'green' : 'yellow') : 'red'}
      radius="lg"
      icon={enough ? <IconCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
    >
      {missing.length === 0
        ? t('facts.allUp')
        : t('facts.missing', { count: missing.length, names: format.list(missing.map(nameOf)) })}{' '}
      {enough ? t('facts.enough', values) : t('facts.notEnough', values)}
    </Alert>
  )
}

function NodeCard({ node }: { node: NodeView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const rows = Math.max(0, ...Object.values(node.cursor))
  return (
    <Paper component="article" aria-label={node.name} p="md">
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap">
          <Title order={3}>{node.name}</Title>
          <Badge color={colors[node.status]}>{t(`facts.status.${node.status}`)}</Badge>
        </Group>
        <HexText value={node.address} label={node.name} />
        {node.error && (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {node.error}
          </Text>
        )}
        <SimpleGrid component="dl" cols={3} spacing="xs" m={0}>
          <Figure label={t('facts.decided')} value={format.number(node.decided)} />
          <Figure label={t('facts.dissented')} value={format.number(node.dissented)} />
          <Figure label={t('facts.rowsRead')} value={format.number(rows)} />
        </SimpleGrid>
      </Stack>
    </Paper>
  )
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {label}
      </Text>
      <Text component="dd" m={0} fw={600}>
        {value}
      </Text>
    </div>
  )
}
