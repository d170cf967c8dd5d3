import { IconFile, IconFileText, IconFileTypePdf, IconPhoto } from '@tabler/icons-react'

/** A picture of what a file's media type says it is. */
export function FileIcon({ type }: { type: string }) {
  const Icon =
    type === 'application/pdf'
      ? IconFileTypePdf
      : type.startsWith('image/')
        ? IconPhoto
        : type.startsWith('text/')
          ? IconFileText
          : IconFile
  return <Icon size={26} stroke={1.4} aria-hidden style={{ flex: 'none', color: 'var(--mantine-color-dimmed)' }} />
}
