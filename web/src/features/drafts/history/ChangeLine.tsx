import type { RedlineChange } from '@concordat/sdk/drafts/compare.ts'
import { Box, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PlainValue } from './PlainValue.tsx'
import { useFieldName } from './useFieldName.ts'

type ChangeLineProps = {
  change: RedlineChange
  /** What the clause or party calls itself, said instead of its number. */
  item?: string | undefined
}

/** One difference: what went is struck through, what came is underlined. */
export function ChangeLine({ change, item }: ChangeLineProps) {
  const { t } = useTranslation()
  const fieldName = useFieldName()
  const { path, before, after } = change
  const isText = path === 'prose' || path.startsWith('prose[')
  // A figure is read whole; cut into pieces it would be two numbers in one.
  const pieces = isText ? change.pieces : undefined
  return (
    <Box component="li" pb="sm" style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}>
      <Text size="sm" fw={600}>
        {isText ? t('draft.prose') : fieldName(path, item)}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {pieces ? (
          pieces.map(({ text, kind }, index) => {
            const Tag = { same: 'span', added: 'ins', removed: 'del' }[kind] as 'span' | 'ins' | 'del'
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces are known by their place
              <Tag key={index} className={`redline-${kind}`}>
                {text}
              </Tag>
            )
          })
        ) : (
          <>
            {before !== null && (
              <del className="redline-removed">
                <PlainValue value={before} path={path} />
              </del>
            )}{' '}
            {after !== null && (
              <ins className="redline-added">
                <PlainValue value={after} path={path} />
              </ins>
            )}
          </>
        )}
      </Text>
    </Box>
  )
}
