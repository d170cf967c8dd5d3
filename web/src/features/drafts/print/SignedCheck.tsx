import { isProseOf } from '@concordat/sdk/drafts/signedProse.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'

/** Warns, on paper too, where words and files are not those whose hash the terms carry. */
export function SignedCheck({ terms, file, head }: { terms: Hex; file: SplitsTermsFile; head: Hex }) {
  const { t } = useTranslation()
  if (isProseOf(decodeTerms(terms), file, head)) return null
  return (
    <Alert role="alert" color="red" radius="lg" mb="md" icon={<IconAlertTriangle aria-hidden />}>
      {t('attachments.printNotSigned')}
    </Alert>
  )
}
