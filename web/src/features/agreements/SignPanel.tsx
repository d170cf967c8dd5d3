import type { AgreementView } from '@concordat/sdk/views.ts'
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSignature, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { useActor } from '../../lib/actor.tsx'
import { useFormat } from '../../lib/useFormat.ts'
import { useRoleName } from '../../lib/useRoleName.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { nowSeconds } from '../../lib/waiting.ts'
import { useSign } from './actions.ts'
import { DeclineModal } from './DeclineModal.tsx'
import { SignModal } from './SignModal.tsx'

/** What the acting wallet can do about proposed terms. */
export function SignPanel({ agreement, readable }: { agreement: AgreementView; readable: ReadableTerms }) {
  const { t } = useTranslation()
  const format = useFormat()
  const roleName = useRoleName()
  const { actor } = useActor()
  const [signing, sign] = useDisclosure()
  const [declining, decline] = useDisclosure()
  const index = agreement.positions.findIndex(each => actor && isAddressEqual(each.account, actor.address))
  const position = agreement.positions[index]
  const action = useSign(readable.terms, index)
  const mine = position !== undefined
  // The windows stay mounted after signing, so that their last words can be read.
  const open = agreement.status === 'proposed' && mine && position.signedAt === null
  const expired = agreement.signBy < nowSeconds()
  // In a set order only the first who has not signed can.
  const next = readable.terms.rules.ordered ? agreement.positions.find(({ signedAt }) => signedAt === null) : undefined
  const early = open && next !== undefined && next !== position

  const explain = () => {
    if (expired) return t('sign.expired', { date: format.dateTime(agreement.signBy) })
    if (!actor) return t('sign.nobody')
    if (!mine) return t('sign.notParty')
    if (next && next !== position) return t('sign.early', { role: roleName(next.role) })
    return open ? t('sign.lead') : t('sign.signed')
  }

  return (
    <>
      {agreement.status === 'proposed' && (
        <Paper component="section" aria-labelledby="sign-title">
          <Group justify="space-between" gap="lg">
            <Stack gap={4} style={{ flex: '1 1 320px' }}>
              <Title order={2} id="sign-title">
                {open ? t('sign.title', { role: roleName(position.role) }) : t('sign.titleWaiting')}
              </Title>
              <Text size="sm" c="dimmed">
                {explain()}
              </Text>
            </Stack>
            {open && !expired && (
              <Group>
                {!early && (
                  <Button leftSection={<IconSignature size={18} aria-hidden />} onClick={sign.open}>
                    {t('sign.sign')}
                  </Button>
                )}
                <Button variant="default" leftSection={<IconX size={18} aria-hidden />} onClick={decline.open}>
                  {t('sign.decline')}
                </Button>
              </Group>
            )}
          </Group>
        </Paper>
      )}
      {mine && (
        <>
          <SignModal
            readable={readable}
            digest={agreement.digest}
            action={action}
            opened={signing}
            onClose={sign.close}
          />
          <DeclineModal
            readable={readable}
            digest={agreement.digest}
            party={index}
            lead={t('sign.declineLead')}
            opened={declining}
            onClose={decline.close}
          />
        </>
      )}
    </>
  )
}
