import type { Bytes } from '@concordat/sdk/attachments/content.ts'
import { Anchor, Box, Image, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Content } from './contentKind.ts'

type ContentViewProps = { bytes: Bytes; content: Content; name: string }

/** A file on screen, in ways that run nothing in it: the browser's own viewer of PDF, a picture, plain text. */
export function ContentView({ bytes, content, name }: ContentViewProps) {
  const { t } = useTranslation()
  const type = content.kind === 'pdf' ? 'application/pdf' : content.kind === 'image' ? content.type : null
  const url = useObjectUrl(bytes, type)
  if (content.kind === 'text') {
    return (
      <>
        <Box
          component="pre"
          m={0}
          p="md"
          mah="65vh"
          tabIndex={0}
          aria-label={name}
          style={{
            overflow: 'auto',
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
            border: '1px solid var(--mantine-color-default-border)',
            borderRadius: 'var(--mantine-radius-md)',
          }}
        >
          {content.text}
        </Box>
        {!content.isWhole && <Text size="sm">{t('attachments.beginning')}</Text>}
      </>
    )
  }
  if (content.kind === 'image')
    return url && <Image src={url} alt={name} w="auto" maw="100%" mah="65vh" fit="contain" mx="auto" />
  if (content.kind === 'pdf' && navigator.pdfViewerEnabled) {
    return (
      url && (
        <>
          <iframe src={url} title={name} style={{ width: '100%', height: '65vh', border: 0 }} />
          {/* Telephones show one page in a frame. */}
          <Anchor href={url} target="_blank" rel="noopener" size="sm">
            {t('attachments.openTab')}
          </Anchor>
        </>
      )
    )
  }
  return <Text>{t(content.kind === 'pdf' ? 'attachments.noPdf' : 'attachments.noView')}</Text>
}

/** An address of bytes for this page alone, as long as they are shown. */
function useObjectUrl(bytes: Bytes, type: string | null): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (type === null) return
    const made = URL.createObjectURL(new Blob([bytes], { type }))
    setUrl(made)
    return () => {
      setUrl(null)
      URL.revokeObjectURL(made)
    }
  }, [bytes, type])
  return url
}
