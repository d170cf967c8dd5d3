type PageStyleProps = { title: string; digestLabel: string; digest: string }

// Boxes in the margin inherit nothing, and know no variables.
const letters = '"Inter Variable", "Noto Sans SC Variable", sans-serif'

/** Writes the title above and the digest below every printed page: no page can be exchanged unseen. */
export function PageStyle({ title, digestLabel, digest }: PageStyleProps) {
  const quoted = (text: string) => `"${text.replaceAll(/["\\\n\r<]/g, ' ')}"`
  return (
    <style>{`@page {
  size: A4;
  margin: 24mm 18mm 22mm;
  @top-left { content: ${quoted(title)}; font: 9pt ${letters}; color: #555; }
  @bottom-left { content: ${quoted(`${digestLabel} ${digest}`)}; font: 7.5pt ${letters}; color: #555; white-space: nowrap; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 9pt ${letters}; color: #555; }
}`}</style>
  )
}
