import type { AgreementView } from '@concordat/sdk/views.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { QueryState } from '../../../components/QueryState.tsx'
import { useDirectory } from '../../../lib/directory.ts'
import { agreementQuery } from '../../../lib/reads.ts'
import { useTerms } from '../../../lib/useTerms.ts'
import { Certificate } from './Certificate.tsx'
import { Contract } from './Contract.tsx'
import { PrintFrame } from './PrintFrame.tsx'
import { SignedCheck } from './SignedCheck.tsx'
import { useDraftOf } from './useDraftOf.ts'
import { useNamedText } from './useNamedText.ts'

/** An agreement on paper, with the certificate of who signed when with which key once it is concluded. */
export function AgreementPrintPage({ root }: { root: Hex }) {
  const query = useQuery(agreementQuery(root))
  return <QueryState query={query}>{agreement => <Sheet agreement={agreement} />}</QueryState>
}

function Sheet({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation()
  const { nameOf, businessOf } = useDirectory()
  const draft = useDraftOf(agreement.digest)
  const text = useNamedText(useTerms(agreement.terms, agreement.asset), draft?.file ?? null)
  const title = draft?.file.title ?? t('agreementPage.title', { name: businessOf(agreement.business) })
  const names = agreement.positions.map(
    (position, index) => draft?.file.parties[index]?.name ?? nameOf(position.account),
  )
  return (
    <PrintFrame
      title={title}
      digest={agreement.digest}
      digestLabel={t('sign.digest')}
      back={
        <Link to="/agreements/$root" params={{ root: agreement.root }} style={{ color: 'var(--mantine-color-anchor)' }}>
          {t('print.toAgreement')}
        </Link>
      }
    >
      {draft && <SignedCheck terms={agreement.terms} file={draft.file} head={draft.view.journalHead} />}
      <Contract
        title={title}
        parties={agreement.positions.map(({ role, account }, index) => ({ name: names[index] ?? '', role, account }))}
        text={text}
        prose={draft?.prose ?? null}
        attachments={draft?.file.attachments ?? []}
      />
      {agreement.concludedAt !== null && (
        <Certificate agreement={agreement} names={names} journal={draft?.journal ?? null} />
      )}
    </PrintFrame>
  )
}
