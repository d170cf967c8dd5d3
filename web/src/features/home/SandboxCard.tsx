import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../components/Section.tsx'
import { useChain } from '../../lib/chain.tsx'

/** The way to the page on which a person plays banks and the processor; development only. */
export function SandboxCard() {
  const { t } = useTranslation()
  const { sandboxUrl } = useChain()
  if (sandboxUrl === null) return null
  return (
    <Section
      title={t('sandbox.title')}
      lead={t('sandbox.text')}
      actions={
        <Button
          component="a"
          href={sandboxUrl}
          target="_blank"
          rel="noreferrer"
          variant="default"
          leftSection={<IconExternalLink size={18} aria-hidden />}
        >
          {t('sandbox.open')}
        </Button>
      }
    >
      {null}
    </Section>
  )
}
