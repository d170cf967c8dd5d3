import type { Signer } from '@concordat/sdk/splits/amendmentSignatures.ts'
import { Badge, Group, List } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PartyName } from '../../../components/PartyName.tsx'
import { Signature } from '../../../components/Signature.tsx'
import { useRoleName } from '../../../lib/useRoleName.ts'

/** Whose signatures an amendment needs, and whose are there. */
export function SignerList({ signers }: { signers: Signer[] }) {
  const { t } = useTranslation()
  const roleName = useRoleName()
  return (
    <List listStyleType="none" spacing="xs">
      {signers.map(({ account, role, leaves, signedAt }) => (
        <List.Item key={account} styles={{ itemWrapper: { display: 'block' }, itemLabel: { display: 'block' } }}>
          <Group justify="space-between" gap="xs" maw={640}>
            <Group gap="xs">
              <PartyName account={account} role={roleName(role)} />
              {leaves && <Badge color="gray">{t('amendment.leaves')}</Badge>}
            </Group>
            <Signature signedAt={signedAt} />
          </Group>
        </List.Item>
      ))}
    </List>
  )
}
