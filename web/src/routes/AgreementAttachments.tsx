import { isProseOf } from '@concordat/sdk/drafts/signedProse.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { Button, Group } from '@mantine/core'
import { IconLogin2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Hex, isAddressEqual } from 'viem'
import { ErrorState } from '../components/ErrorState.tsx'
import { Section } from '../components/Section.tsx'
import { AttachmentsProvider } from '../features/attachments/AttachmentsContext.tsx'
import { AttachmentsSection } from '../features/attachments/AttachmentsSection.tsx'
import { useDraftOf } from '../features/drafts/print/useDraftOf.ts'
import { useActor } from '../lib/actor.tsx'
import { agreementQuery } from '../lib/reads.ts'
import { useSession } from '../lib/session.tsx'

/** The files that were signed with an agreement, for its parties: of the version in force, then of the others. */
export function AgreementAttachments({ root }: { root: Hex }) {
  const { data: agreement } = useQuery(agreementQuery(root))
  if (!agreement) return null
  const versions = agreement.versions.map((version, index) => ({ ...version, number: index + 1 }))
  const isCurrent = ({ digest }: { digest: Hex }) => digest === agreement.digest
  return (
    <>
      <SignIn agreement={agreement} />
      {[...versions.filter(isCurrent), ...versions.filter(each => !isCurrent(each)).reverse()].map(version => (
        <VersionAttachments key={version.digest} version={version} isCurrent={isCurrent(version)} />
      ))}
    </>
  )
}

type VersionAttachmentsProps = { version: { digest: Hex; terms: Hex; number: number }; isCurrent: boolean }

function VersionAttachments({ version, isCurrent }: VersionAttachmentsProps) {
  const { t } = useTranslation()
  const { actor } = useActor()
  const draft = useDraftOf(version.digest)
  const listed = draft?.file.attachments ?? []
  if (!draft || listed.length === 0) return null
  return (
    <AttachmentsProvider key={actor?.address} view={draft.view}>
      <AttachmentsSection
        {...(isCurrent ? {} : { title: t('attachments.ofVersion', { number: version.number }) })}
        listed={listed}
        signed={isProseOf(decodeTerms(version.terms), draft.file, draft.view.journalHead)}
      />
    </AttachmentsProvider>
  )
}

/** A party whom the server does not know yet learns that there may be files. */
function SignIn({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation()
  const { actor } = useActor()
  const { state, signIn, error } = useSession()
  const isParty = actor && agreement.parties.some(({ account }) => isAddressEqual(account, actor.address))
  if (state !== 'needed' || !isParty) return null
  return (
    <Section title={t('attachments.title')}>
      {error && <ErrorState error={error} />}
      <Group>
        <Button variant="default" leftSection={<IconLogin2 size={18} aria-hidden />} onClick={() => signIn()}>
          {t('attachments.signIn')}
        </Button>
      </Group>
    </Section>
  )
}
