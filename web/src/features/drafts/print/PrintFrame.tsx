import { Button, Group, Paper, Text } from '@mantine/core'
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { PageStyle } from './PageStyle.tsx'

type PrintFrameProps = {
  title: string
  /** What names this very text, and what it is called. */
  digest: string
  digestLabel: string
  back: ReactNode
  children: ReactNode
}

/** A sheet as it will be printed; the browser prints it, or saves it as PDF. */
export function PrintFrame({ title, digest, digestLabel, back, children }: PrintFrameProps) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${title} · ${digest.slice(0, 10)}`
  }, [title, digest])
  return (
    <>
      <PageStyle title={title} digestLabel={digestLabel} digest={digest} />
      <Group className="no-print" justify="space-between" mb="lg" gap="sm">
        <Group gap={6}>
          <IconArrowLeft size={17} aria-hidden />
          {back}
        </Group>
        <Group gap="sm">
          <Text size="sm" c="dimmed">
            {t('print.lead')}
          </Text>
          <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
            {t('print.print')}
          </Button>
        </Group>
      </Group>
      <Paper className="sheet" component="article">
        {children}
        <Text className="no-print" mt="xl" size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {digestLabel} {digest}
        </Text>
      </Paper>
    </>
  )
}
