import { Badge, Code, Group, List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../../components/Section.tsx'
import { CompareField } from './CompareField.tsx'
import type { Shown } from './check/messages.ts'

/** Whose word the whole proof is, and what it is about, to be compared with what the reader knows. */
export function TrustSection({ proven }: { proven: NonNullable<Shown['proven']> }) {
  const { t } = useTranslation()
  const { anchor, head, root, genesisHash, chainId, quorums } = proven
  const others = quorums.filter(({ id }) => id !== anchor.quorum)
  return (
    <Section title={t('proof.trust')} lead={t('proof.trustLead', { needed: anchor.needed, block: head.number })}>
      <Stack gap="lg">
        <List spacing={4} aria-label={t('proof.members')}>
          {anchor.members.map(member => (
            <List.Item key={member}>
              <Group gap="xs">
                <Code style={{ overflowWrap: 'anywhere' }}>{member}</Code>
                {head.signers.includes(member) && (
                  <Badge variant="light" color="green">
                    {t('proof.signedLast')}
                  </Badge>
                )}
              </Group>
            </List.Item>
          ))}
        </List>
        {others.length > 0 && (
          <Stack gap={4}>
            <Text size="sm" maw={680}>
              {t('proof.others')}
            </Text>
            <List spacing={4}>
              {others.map(({ id, k, sets }) => (
                <List.Item key={id}>
                  <Code style={{ overflowWrap: 'anywhere' }}>{id}</Code>{' '}
                  {t('proof.otherOf', { needed: k + 1, members: sets.at(-1)?.length })}
                </List.Item>
              ))}
            </List>
          </Stack>
        )}
        <Text size="sm" maw={680}>
          {t('proof.compare')}
        </Text>
        <CompareField label={t('proof.quorum')} value={anchor.quorum} />
        <CompareField label={t('proof.agreement')} value={root} />
        <CompareField label={t('proof.chain', { id: chainId })} value={genesisHash} />
      </Stack>
    </Section>
  )
}
